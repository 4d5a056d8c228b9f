import {readdir, rm, rmdir} from 'node:fs/promises';
import {basename, join} from 'node:path';
import {removeEntry} from '../../src/lib/catalogue/change.ts';
import {findEntries} from '../../src/lib/catalogue/find.ts';
import {copy} from '../../src/lib/copy/copy.ts';
import type {CopySummary} from '../../src/lib/copy/model/events.ts';
import {exitCodeOfCopy} from '../../src/lib/copy/model/exit-code.ts';
import {ReplacementJournal} from '../../src/lib/copy/replace/replacement-journal.ts';
import {AlienError, InternalError} from '../../src/lib/errors/errors.ts';
import type {Lfn} from '../../src/lib/paths/lfn.ts';
import {SessionPool} from '../../src/lib/session/pool.ts';
import {XrootdStorage} from '../../src/lib/storage/xrootd-storage.ts';
import {CopyBox, HOME} from '../scenarios/copies/copy-box.ts';
import {type Case, FILES, writeFiles} from './cases.ts';
import {failFiles, failingHashes, failingLanding} from './failing-files.ts';
import {FailingStorage, type StorageFate} from './failing-storage.ts';

/** s that a run may take at the most, whatever fails. */
const BOUND = 20;

type RequestFate = 'drop' | 'drop-after' | 'garbled';

/** A kind of call that fails, and how. */
export interface Kind {
  readonly name: string;
  readonly request?: RequestFate;
  readonly storage?: StorageFate;
  readonly files?: true;
}

/** A sandbox in which one call of a copy can be made to fail. */
export class Rig {
  readonly box: CopyBox;
  readonly kinds: readonly Kind[] = [
    {name: 'requests lost', request: 'drop'},
    {name: 'answers lost', request: 'drop-after'},
    {name: 'answers garbled', request: 'garbled'},
    {name: 'storage calls lost', storage: 'is lost'},
    {name: 'storage calls refused', storage: 'is refused'},
    {name: 'answers of the storage lost', storage: 'loses its answer'},
    {name: 'local calls failing', files: true},
  ];
  readonly #journal: ReplacementJournal;
  /** GUIDs of content that was replaced or removed on purpose: the service removes it from the storage later */
  readonly #known = new Set<string>();
  readonly #sources = new Set<string>();
  #ids = 0;

  private constructor(box: CopyBox) {
    this.box = box;
    this.#journal = new ReplacementJournal(join(box.dir, 'journal'));
  }

  static async open(): Promise<Rig> {
    const box = await CopyBox.open();
    await writeFiles(join(box.dir, 'files'), 'new');
    await writeFiles(join(box.dir, 'old'), 'earlier');
    await box.copy('file:files/', 'alien:files@disk:1');
    const rig = new Rig(box);
    await rig.orphans('files', '');
    for (const guid of rig.#known) rig.#sources.add(guid);
    return rig;
  }

  close(): Promise<void> {
    return this.box.close();
  }

  /** How many calls of a kind a copy makes when nothing fails. */
  async countCalls(torment: Case, kind: Kind): Promise<number> {
    const {calls} = await this.#run(torment, await this.#prepare(torment), kind, -1);
    return calls;
  }

  /** One run in which the call number `at` fails, and one in which nothing does; @returns what is wrong */
  async tryPoint(torment: Case, kind: Kind, at: number): Promise<{found: string[]; seconds: number}> {
    const id = await this.#prepare(torment);
    const first = await this.#run(torment, id, kind, at);
    const found = [...first.wrong];
    if (first.seconds > BOUND) found.push(`took ${first.seconds.toFixed(1)} s`);
    found.push(...(await torment.check(this, id, first.isComplete, first.told)));
    const second = await this.#run(torment, id, kind, -1);
    if (!second.isComplete) found.push(`the second run does not complete it: ${second.told}`);
    const after = await torment.check(this, id, true, second.told);
    found.push(...after.map((problem) => `after the second run: ${problem}`));
    await this.#clear(id);
    return {found, seconds: first.seconds};
  }

  /** Files on the storage that no entry knows, unless they were told of. */
  async orphans(id: string, told: string): Promise<string[]> {
    const entries = await findEntries(this.box.session, `${HOME}/${id}` as Lfn).catch(() => []);
    for (const {guid} of entries) this.#known.add(guid ?? '');
    const stored = (await this.box.stored()).map(guidOf);
    const orphans = stored.filter((guid) => !this.#known.has(guid));
    for (const guid of orphans) this.#known.add(guid); // each is told once
    return orphans.filter((guid) => !told.includes(guid)).map((guid) => `${guid} is left on the storage`);
  }

  /** Thousands of files and directories of earlier points would only take time. */
  async #clear(id: string): Promise<void> {
    const {box} = this;
    await rm(join(box.dir, id), {recursive: true, force: true});
    await removeEntry(box.session, `${HOME}/${id}` as Lfn, {recursive: true}).catch(() => undefined);
    for (const path of await box.stored())
      if (!this.#sources.has(guidOf(path))) await rm(path, {force: true});
    const data = join(box.grid.dir, 'storage/data');
    for (const name of await readdir(data, {recursive: true}))
      if (/^\w+\/\d+\/\d+$/.test(name)) await rmdir(join(data, name)).catch(() => undefined); // the empty ones
  }

  async #prepare(torment: Case): Promise<string> {
    const id = `run-${this.#ids++}`;
    await torment.prepare(this, id);
    await this.orphans(id, '');
    return id;
  }

  async #run(torment: Case, id: string, {request, storage, files}: Kind, at: number) {
    let calls = 0;
    const isIt = (): boolean => calls++ === at;
    const {box} = this;
    if (request) box.grid.onRequest = () => (isIt() ? request : 'answer');
    const repair = files ? failFiles(box.dir, isIt) : () => undefined;
    const real = new XrootdStorage({connectTimeout: 2000, stallTimeout: 3000});
    const decide = (): StorageFate => (storage && isIt() ? storage : 'works');
    const begin = performance.now();
    const pool = new SessionPool(box.session, 4);
    let outcome: CopySummary | AlienError | undefined;
    try {
      outcome = await copy(
        {sources: [torment.source(id)], destination: torment.destination(id), retries: 1, jobs: 4},
        {
          grid: box.session,
          openPool: () => pool,
          storage: new FailingStorage(real, decide),
          journal: this.#journal,
          ...(files && {land: failingLanding(isIt), hashSmall: failingHashes(isIt)}),
          cwd: box.dir,
        },
      );
    } catch (error) {
      outcome = error instanceof AlienError ? error : new InternalError(`a bug: ${String(error)}`);
    } finally {
      repair();
      pool.close();
      box.grid.onRequest = undefined;
    }
    return {...judgeRun(outcome), calls, seconds: (performance.now() - begin) / 1000};
  }
}

/** The name of a file on the storage begins with the GUID of its content. */
function guidOf(path: string): string {
  return basename(path).slice(0, 36).toLowerCase();
}

/** Whether a run says of itself what is the case. */
function judgeRun(outcome: CopySummary | AlienError): {isComplete: boolean; told: string; wrong: string[]} {
  if (outcome instanceof AlienError) {
    const wrong = outcome.exitCode === 0 ? ['an error with the exit code 0'] : [];
    if (outcome instanceof InternalError) wrong.push(outcome.message);
    return {isComplete: false, told: outcome.message, wrong};
  }
  const {copied, skipped, failed, files, failures, warnings} = outcome;
  const isComplete = failed === 0 && copied + skipped === FILES;
  const wrong = (exitCodeOfCopy(outcome) === 0) === isComplete ? [] : ['the exit code is wrong'];
  if (copied + skipped + failed !== files) wrong.push('not every file is accounted for');
  return {isComplete, told: JSON.stringify([failures, warnings]), wrong};
}
