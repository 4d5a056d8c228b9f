import assert from 'node:assert/strict';
import {mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {ReplacementJournal, type Replacement} from '../../../src/lib/copy/replace/replacement-journal.ts';
import {NetworkError} from '../../../src/lib/errors/errors.ts';
import type {Lfn} from '../../../src/lib/paths/lfn.ts';
import {guidOf, Workbench} from './workbench.ts';
import {GONE_PID} from '../../support/gone-pid.ts';

const LFN = '/alice/home/file';
const ASIDE = '/alice/home/.file.x.alien-old' as Lfn;
const TEMPORARY = '/alice/home/.file.x.alien-part' as Lfn;
const OLD = 'old content';
const NEW = 'the new content';

describe('a replacement on the grid that is broken off', () => {
  let bench: Workbench;
  let state: string;
  let journal: string;

  beforeEach(async () => {
    state = await mkdtemp(join(tmpdir(), 'alien-journal-'));
    journal = join(state, 'deep', 'journal');
    await open();
  });
  afterEach(async () => {
    await bench.close();
    await rm(state, {recursive: true});
  });

  async function open(): Promise<void> {
    bench = await Workbench.open();
    bench.journal = new ReplacementJournal(journal);
    bench.place(LFN, OLD);
    await writeFile(join(bench.dir, 'new'), NEW);
  }
  const replace = () => bench.copy('file:new', `alien:${LFN}`);
  const journalled = () => readdir(journal).catch(() => []);

  it('is mended by the next run, whichever request was the last that went through', async () => {
    await replace();
    const requests = bench.grid.requests.length;
    assert.ok(requests >= 7, `${requests} requests`);
    for (let last = 0; last < requests; last++) {
      for (const when of ['before', 'after'] as const) {
        await bench.close();
        await open();
        const where = `lost ${when} request ${last}`;
        const fault = {when, error: new NetworkError('lost')};
        bench.grid.fault = (_command, _options, at) =>
          at === last ? fault : at > last ? {...fault, when: 'before'} : undefined;
        await replace().catch(() => undefined);
        const contents = bench.lfns().map((lfn) => bench.contentOf(lfn));
        assert.ok(contents.includes(OLD) || bench.contentOf(LFN) === NEW, `${where}: ${contents.join()}`);

        bench.grid.fault = () => undefined;
        await replace();
        assert.equal(bench.contentOf(LFN), NEW, where);
        assert.deepEqual(bench.lfns(), [LFN], where);
        assert.deepEqual(await journalled(), [], where);
      }
    }
  });

  /** A journal as a process leaves it that was killed. */
  async function journalOf(
    replacement: Partial<Replacement & {pid: number; machine: string}>,
  ): Promise<void> {
    const end = await new ReplacementJournal(journal).begin({
      lfn: LFN as Lfn,
      temporary: TEMPORARY,
      aside: ASIDE,
      oldGuid: guidOf(LFN),
    });
    const [name = ''] = await journalled();
    const text = await readFile(join(journal, name), 'utf8');
    await end(true);
    await writeFile(
      join(journal, name),
      JSON.stringify({...JSON.parse(text), pid: GONE_PID, ...replacement}),
    );
  }
  const rename = (from: string, to: string) => {
    const entry = bench.grid.entries.get(from);
    assert.ok(entry);
    bench.grid.entries.delete(from);
    bench.grid.entries.set(to, entry);
  };
  const anything = async () => {
    const told: string[] = [];
    bench.place('/alice/home/x', 'x');
    await bench.copy('alien:/alice/home/x', 'file:x', {
      onEvent: (event) => event.kind === 'note' && told.push(event.text),
    });
    bench.grid.entries.delete('/alice/home/x');
    return told.join('\n');
  };

  it('gets its new content when the old one had left, and says so', async () => {
    bench.place(TEMPORARY, NEW);
    rename(LFN, ASIDE);
    await journalOf({});
    assert.match(
      await anything(),
      /replacement of .*file was broken off: its new content is now in its place/,
    );
    assert.deepEqual([bench.lfns(), bench.contentOf(LFN), await journalled()], [[LFN], NEW, []]);
  });

  it('gets its old content back when there is no new one', async () => {
    rename(LFN, ASIDE);
    await journalOf({});
    await anything();
    assert.deepEqual([bench.lfns(), bench.contentOf(LFN)], [[LFN], OLD]);
  });

  it('loses nothing when somebody else has made a third', async () => {
    bench.place(TEMPORARY, NEW);
    rename(LFN, ASIDE);
    bench.place('/alice/home/third', 'a third');
    rename('/alice/home/third', LFN);
    await journalOf({});
    assert.match(await anything(), /its old content is still .*alien-old/);
    assert.deepEqual([bench.contentOf(LFN), bench.contentOf(ASIDE)], ['a third', OLD]);
  });

  it('stays in the journal when it cannot be mended now, and names its places', async () => {
    bench.place(TEMPORARY, NEW);
    rename(LFN, ASIDE);
    await journalOf({});
    bench.grid.fault = (command) =>
      command === 'mv' ? {when: 'before', error: new NetworkError('lost')} : undefined;
    assert.match(
      await anything(),
      /may be .*alien-part, its old one .*alien-old\. It could not be mended: lost/,
    );
    assert.equal((await journalled()).length, 1);
  });

  it('is left alone while its process lives, or where that cannot be known', async () => {
    for (const other of [{pid: process.ppid}, {machine: 'another.example'}]) {
      await journalOf(other);
      assert.equal(await anything(), '');
      assert.equal((await journalled()).length, 1);
      await rm(journal, {recursive: true});
    }
  });

  it('survives a journal that nobody can read, and one that cannot be written', async () => {
    await mkdir(journal, {recursive: true});
    await writeFile(join(journal, 'a.json'), '');
    await writeFile(join(journal, 'b.json'), '{"lfn": 3}');
    assert.equal(await anything(), '');
    await rm(journal, {recursive: true});
    await writeFile(journal, 'not a directory');
    assert.equal((await replace()).copied, 1);
  });

  it('leaves no file for good that a kill has cut short; what others may still write or understand stays', async () => {
    await journalOf({});
    const [whole = ''] = await journalled();
    const text = await readFile(join(journal, whole), 'utf8');
    await rm(join(journal, whole));
    const old = new Date(Date.now() - 3_600_000);
    for (const [name, content] of [
      ['empty.json', ''],
      ['cut.json', text.slice(0, -5)],
      ['newer-version.json', '{"lfn": 3}'],
      ['notes.txt', ''],
    ] as const) {
      await writeFile(join(journal, name), content);
      await utimes(join(journal, name), old, old);
    }
    await writeFile(join(journal, 'young.json'), '');
    await new ReplacementJournal(journal).unfinished();
    assert.equal((await journalled()).length, 5, 'looking at it changes nothing');
    assert.equal(await anything(), '');
    assert.deepEqual((await journalled()).sort(), ['newer-version.json', 'notes.txt', 'young.json']);
  });

  it('is noted for nobody else to read', async () => {
    const end = await new ReplacementJournal(journal).begin({
      lfn: LFN as Lfn,
      temporary: TEMPORARY,
      aside: ASIDE,
      oldGuid: '',
    });
    const [name = ''] = await journalled();
    assert.equal((await stat(join(journal, name))).mode & 0o777, 0o600);
    assert.equal((await stat(journal)).mode & 0o777, 0o700);
    await end(true);
  });
});
