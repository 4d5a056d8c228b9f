import assert from 'node:assert/strict';
import {mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile} from 'node:fs/promises';
import {hostname, tmpdir} from 'node:os';
import {join} from 'node:path';
import {replacementOf} from '../../../../src/lib/copy/replace/replace-entry.ts';
import {nameOfNew, ReplacementJournal} from '../../../../src/lib/copy/replace/replacement-journal.ts';
import {NetworkError} from '../../../../src/lib/errors/errors.ts';
import {absoluteLfn, type Lfn} from '../../../../src/lib/paths/lfn.ts';
import {guidOf, Workbench} from '../support/workbench.ts';
import {type MarkedProcess, thisProcess, uniqueMark} from '../../../../src/lib/traces/process-mark.ts';
import {runningProcess} from '../../../../src/lib/traces/running-process.ts';
import {giveAway} from '../leftovers/dead-process.ts';
import {GONE_PID} from '../../../support/gone-pid.ts';

const LFN = '/alice/home/file';
const REPLACEMENT = replacementOf({lfn: absoluteLfn(LFN), guid: guidOf(LFN)});
const {aside: ASIDE, temporary: TEMPORARY} = REPLACEMENT;
const OLD = 'old content';
const NEW = 'the new content';

describe('a replacement on the grid that is interrupted', () => {
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

  it('keeps the old content where that is wanted, whichever request was the last that went through', async () => {
    const backup = (lfn: Lfn) => absoluteLfn(`${lfn}~`);
    const keeping = () => bench.copy('file:new', `alien:${LFN}`, {backup});
    await keeping();
    const requests = bench.grid.requests.length;
    for (let last = 0; last < requests; last++) {
      await bench.close();
      await open();
      const fault = {when: 'before', error: new NetworkError('lost')} as const;
      bench.grid.fault = (_command, _options, at) => (at >= last ? fault : undefined);
      await keeping().catch(() => undefined);
      bench.grid.fault = () => undefined;
      await keeping();
      assert.equal(bench.contentOf(LFN), NEW, `request ${last}`);
      assert.equal(bench.contentOf(`${LFN}~`), OLD, `request ${last}`);
      assert.deepEqual(bench.lfns().sort(), [LFN, `${LFN}~`]);
    }
  });

  /** A journal as a process leaves it that was killed, or another one that lives. */
  async function journalOf(owner: Partial<MarkedProcess>): Promise<void> {
    new ReplacementJournal(journal).begin(REPLACEMENT);
    await giveAway(journal, owner);
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
      /replacement of .*file was interrupted: its new content is now in its place/,
    );
    assert.deepEqual([bench.lfns(), bench.contentOf(LFN), await journalled()], [[LFN], NEW, []]);
  });

  it('stays as it is on a dry run', async () => {
    rename(LFN, ASIDE);
    await journalOf({});
    bench.place('/alice/home/x', 'x');
    await bench.copy('alien:/alice/home/x', 'file:x', {dryRun: true});
    assert.deepEqual([bench.contentOf(LFN), (await journalled()).length], [undefined, 1]);
    assert.deepEqual(await bench.localNames(), ['new']);
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
    const parent = {pid: process.ppid, start: runningProcess(process.ppid)?.start};
    for (const other of [parent, {machine: 'another-host'}]) {
      await journalOf(other);
      assert.equal(await anything(), '');
      assert.equal((await journalled()).length, 1);
      await rm(journal, {recursive: true});
    }
  });

  it('survives a journal that nobody can read, and one that cannot be written', async () => {
    await mkdir(journal, {recursive: true});
    await writeFile(join(journal, uniqueMark({...thisProcess(), pid: GONE_PID})), 'a{"number":0,');
    await writeFile(join(journal, 'a.json'), '');
    await writeFile(join(journal, 'b.json'), '{"lfn": 3}');
    assert.equal(await anything(), '');
    await rm(journal, {recursive: true});
    await writeFile(journal, 'not a directory');
    assert.equal((await replace()).copied, 1);
  });

  /** What earlier versions wrote: a file for each replacement. */
  const earlier = (pid: number, machine = hostname()) =>
    JSON.stringify({...REPLACEMENT, machine, pid, begun: Date.now()});

  it('is mended when an earlier version of the program has begun it', async () => {
    await mkdir(journal, {recursive: true});
    const path = join(journal, 'earlier.json');
    for (const alive of [earlier(process.ppid), earlier(GONE_PID, 'another.example')]) {
      await writeFile(path, alive);
      assert.equal(await anything(), '');
      assert.deepEqual(await journalled(), ['earlier.json']);
    }
    bench.place(TEMPORARY, NEW);
    rename(LFN, ASIDE);
    await writeFile(path, earlier(GONE_PID));
    assert.match(await anything(), /its new content is now in its place/);
    assert.deepEqual([bench.lfns(), bench.contentOf(LFN), await journalled()], [[LFN], NEW, []]);
  });

  it('leaves no file of earlier versions that a kill has cut short; what others may write or understand stays', async () => {
    await mkdir(journal, {recursive: true});
    const text = earlier(GONE_PID);
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
    new ReplacementJournal(journal).unfinished();
    assert.equal((await journalled()).length, 5, 'looking at it changes nothing');
    assert.equal(await anything(), '');
    assert.deepEqual((await journalled()).sort(), ['newer-version.json', 'notes.txt', 'young.json']);
  });

  it('is noted for nobody else to read', async () => {
    const end = new ReplacementJournal(journal).begin(REPLACEMENT);
    const [name = ''] = await journalled();
    assert.equal((await stat(join(journal, name))).mode & 0o777, 0o600);
    assert.equal((await stat(journal)).mode & 0o777, 0o700);
    end(true);
    assert.deepEqual(await journalled(), []);
  });

  it('that came to no certain end is mended by a later run of the same process, but none that goes on', async () => {
    const mine = new ReplacementJournal(journal);
    const [one, other] = [
      mine.begin(REPLACEMENT),
      mine.begin(replacementOf({lfn: absoluteLfn(LFN), guid: ''})),
    ];
    one(false);
    assert.deepEqual(new ReplacementJournal(journal).unfinished(), []);
    other(true);
    assert.deepEqual(new ReplacementJournal(journal).unfinished().map(nameOfNew), [TEMPORARY]);
  });

  it('is mended by one of two runs', async () => {
    bench.place(TEMPORARY, NEW);
    rename(LFN, ASIDE);
    await journalOf({});
    const said = await Promise.all([anything(), anything()]);
    assert.equal(said.join().match(/interrupted/g)?.length, 1);
    assert.deepEqual([bench.contentOf(LFN), await journalled()], [NEW, []]);
  });
});
