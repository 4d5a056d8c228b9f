import assert from 'node:assert/strict';
import {readFile, stat, utimes, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {stampOf} from '../../../../src/lib/catalogue/entry-times.ts';
import {statEntry} from '../../../../src/lib/catalogue/lookup.ts';
import {DoubtfulAnswer} from '../../../../src/lib/catalogue/result-reader.ts';
import type {CopyEvent, CopyStep} from '../../../../src/lib/copy/model/events.ts';
import type {DownloadItem} from '../../../../src/lib/copy/model/plan.ts';
import type {DownloadContext} from '../../../../src/lib/copy/read/context.ts';
import {DiskBarrier} from '../../../../src/lib/copy/read/disk-barrier.ts';
import {downloadFile} from '../../../../src/lib/copy/read/download-file.ts';
import {EntryReplaced} from '../../../../src/lib/copy/read/entry-replaced.ts';
import {LocalDirectories} from '../../../../src/lib/copy/read/local-directories.ts';
import {PartialFiles} from '../../../../src/lib/copy/read/partial-files.ts';
import {Transfers} from '../../../../src/lib/copy/transfer/transfers.ts';
import {AlienError, NetworkError, ServerError} from '../../../../src/lib/errors/errors.ts';
import {absoluteLfn} from '../../../../src/lib/paths/lfn.ts';
import {partialName} from '../../../../src/lib/traces/temporary-name.ts';
import {landFiles} from '../../../../src/lib/storage/local-disk.ts';
import {Workbench} from '../support/workbench.ts';

const LFN = absoluteLfn('/alice/home/f');
const TEXT = 'the content';

describe('downloading one file', () => {
  let bench: Workbench;
  let path: string;
  let events: CopyEvent[];
  let steps: CopyStep[];
  let nextStarted: boolean;
  let abort: AbortController;

  beforeEach(async () => {
    bench = await Workbench.open();
    path = join(bench.dir, 'f');
    events = [];
    steps = [];
    nextStarted = false;
    abort = new AbortController();
    bench.place(LFN, TEXT);
  });
  afterEach(() => bench.close());

  /** As a listing tells it at this moment. */
  async function listed(change: Partial<DownloadItem> = {}): Promise<DownloadItem> {
    const entry = await statEntry(bench.grid, LFN);
    assert.ok(entry);
    bench.grid.requests.length = 0;
    const {size, md5} = entry;
    const item = {id: 1, source: LFN, lfn: LFN, destination: path, size, md5};
    return {
      ...item,
      stamp: stampOf(entry),
      specification: undefined,
      base: bench.dir,
      isNamed: true,
      ...change,
    };
  }
  async function fetch(item: DownloadItem, more: Partial<DownloadContext> = {}) {
    const emit = (event: CopyEvent) => void events.push(event);
    const context: DownloadContext = {
      grid: bench.grid,
      storage: bench.storage,
      comparison: 'time',
      strict: false,
      retries: 0,
      transfers: new Transfers(1, undefined, emit),
      emit,
      warn: () => undefined,
      partials: new PartialFiles(),
      disk: new DiskBarrier(landFiles),
      ...more,
    };
    const state = {
      signal: abort.signal,
      letNextStart: () => void (nextStarted = true),
      set step(step: CopyStep) {
        steps.push(step);
      },
      get step(): CopyStep {
        return steps.at(-1) ?? 'look up';
      },
    };
    return await downloadFile(item, new LocalDirectories(bench.dir), context, state);
  }
  const here = () => readFile(path, 'utf8').catch(() => undefined);
  const commands = () => bench.grid.requests.map(({command}) => command);
  /** Another content gets the name when the service is asked for the number-th time, from 0. */
  const replaceAt = (...numbers: number[]) => {
    let asked = -1;
    bench.grid.fault = () => {
      asked += 1;
      if (numbers.includes(asked)) bench.place(LFN, `the content of request ${asked}`);
      return undefined;
    };
  };

  it('fetches, verifies and renames it, with the time of its registration', async () => {
    const item = await listed();
    const outcome = await fetch(item);
    assert.deepEqual(outcome, {kind: 'copied', seconds: 0.01, verified: true});
    assert.deepEqual([await here(), (await stat(path)).mtimeMs], [TEXT, item.stamp?.getTime()]);
    assert.deepEqual(steps, ['envelope', 'transfer', 'verify', 'replace']);
    assert.deepEqual([commands(), await bench.localNames(), nextStarted], [['access'], ['f'], true]);
  });

  it('says that it is not verified where the catalogue has no md5', async () => {
    const entry = bench.grid.entries.get(LFN);
    assert.ok(entry);
    entry.md5 = '';
    const outcome = await fetch(await listed());
    assert.deepEqual(outcome, {kind: 'copied', seconds: 0.01, verified: false});
  });

  it('makes an empty file without asking for it', async () => {
    bench.place(LFN, '');
    const item = await listed();
    assert.deepEqual(await fetch(item), {kind: 'copied', seconds: 0, verified: true});
    assert.deepEqual([await here(), commands(), await bench.localNames()], ['', [], ['f']]);
    assert.equal((await stat(path)).mtimeMs, item.stamp?.getTime());
  });

  it('asks once more before an empty file takes the place of one with content', async () => {
    bench.place(LFN, '');
    await writeFile(path, 'old');
    assert.equal((await fetch(await listed())).kind, 'copied');
    assert.deepEqual([await here(), commands()], ['', ['stat']]);
  });

  it('fetches what an entry that was listed as empty holds by now', async () => {
    bench.place(LFN, '');
    await writeFile(path, 'old');
    const item = await listed();
    bench.place(LFN, TEXT);
    await fetch(item);
    assert.equal(await here(), TEXT);
  });

  it('keeps the file here where the listed empty one is no longer there', async () => {
    bench.place(LFN, '');
    await writeFile(path, 'old');
    const item = await listed();
    bench.grid.entries.delete(LFN);
    await assert.rejects(fetch(item), /There is no \/alice\/home\/f on the grid any more/);
    assert.equal(await here(), 'old');
  });

  it('fetches what has the name now where it was replaced since the listing, once', async () => {
    const item = await listed();
    bench.place(LFN, 'another, longer content');
    assert.equal((await fetch(item)).kind, 'copied');
    assert.equal(await here(), 'another, longer content');
    assert.deepEqual(commands(), ['access', 'stat', 'access']);
  });

  it('fetches another content of the same size too', async () => {
    const item = await listed();
    bench.place(LFN, 'THE CONTENT');
    await fetch(item);
    assert.equal(await here(), 'THE CONTENT');
  });

  it('believes no entry that contradicts itself by then', async () => {
    const item = await listed();
    bench.place(LFN, 'a second one');
    bench.grid.fault = (command) => {
      if (command === 'stat') Object.assign(bench.grid.entries.get(LFN) ?? {}, {size: 0, guid: 'no GUID'});
      return undefined;
    };
    await assert.rejects(fetch(item), DoubtfulAnswer);
  });

  it('fails where it is replaced again meanwhile', async () => {
    const item = await listed();
    replaceAt(0, 2);
    bench.place(LFN, 'a second one');
    await assert.rejects(fetch(item), EntryReplaced);
    assert.deepEqual([await here(), commands()], [undefined, ['access', 'stat', 'access']]);
  });

  it('fails with 2 where it is gone by then', async () => {
    const item = await listed();
    bench.place(LFN, 'a second one');
    bench.grid.fault = (command) => {
      if (command === 'stat') bench.grid.entries.delete(LFN);
      return undefined;
    };
    await assert.rejects(fetch(item), (error) => {
      assert.ok(error instanceof ServerError);
      assert.equal(error.exitCode, 2);
      return true;
    });
  });

  for (const [what, change] of [
    ['size', {size: 4}],
    ['md5', {md5: 'ff'.repeat(16)}],
  ] as const)
    it(`believes neither where the envelopes tell another ${what} than the entry itself`, async () => {
      const item = await listed();
      const entry = bench.grid.entries.get(LFN);
      assert.ok(entry);
      const before = {...entry};
      bench.grid.fault = (command) => {
        Object.assign(entry, command === 'access' ? change : before);
        return undefined;
      };
      await assert.rejects(fetch(item), DoubtfulAnswer);
      assert.equal(await here(), undefined);
    });

  it('skips what is there with the same time, and asks nothing', async () => {
    const item = await listed();
    await writeFile(path, 'x'.repeat(TEXT.length));
    await utimes(path, new Date(), item.stamp ?? 0);
    assert.deepEqual(await fetch(item), {kind: 'skipped', reason: 'size and time match'});
    assert.deepEqual(commands(), []);
  });

  it('gives a file with the same content its time, so that it need not be read again', async () => {
    const item = await listed();
    await writeFile(path, TEXT);
    assert.deepEqual(await fetch(item), {kind: 'skipped', reason: 'size and md5 match'});
    assert.equal((await stat(path)).mtimeMs, item.stamp?.getTime());
  });

  it('sweeps the directory of what is skipped', async () => {
    const item = await listed();
    await writeFile(path, TEXT);
    const left = join(bench.dir, partialName('g', ['another']));
    await writeFile(left, 'a few bytes');
    await fetch(item);
    assert.deepEqual(await bench.localNames(), ['f']);
  });

  it('leaves that time where md5 is compared in any case', async () => {
    await writeFile(path, TEXT);
    const {mtimeMs} = await stat(path);
    await fetch(await listed(), {comparison: 'md5'});
    assert.equal((await stat(path)).mtimeMs, mtimeMs);
  });

  for (const [what, error] of [
    ['the network', new NetworkError('lost')],
    ['a storage element', new ServerError('broken')],
  ] as const)
    it(`leaves the old file and nothing else where ${what} fails`, async () => {
      await writeFile(path, 'old');
      bench.storage.before = () => {
        throw error;
      };
      await assert.rejects(fetch(await listed()), AlienError);
      assert.deepEqual(
        [await here(), await bench.localNames(), events.filter(({kind}) => kind === 'note')],
        ['old', ['f'], []],
      );
    });

  it('replaces nothing after an abort behind the transfer', async () => {
    await writeFile(path, 'old');
    const {storage} = bench;
    const download = storage.download.bind(storage);
    storage.download = async (...words) => {
      const done = await download(...words);
      abort.abort(new Error('the user'));
      return done;
    };
    await assert.rejects(fetch(await listed()), /the user/);
    assert.deepEqual([await here(), await bench.localNames()], ['old', ['f']]);
  });

  it('says which file where the disk fails, and leaves the old one', async () => {
    await writeFile(path, 'old');
    const full = Object.assign(new Error('no space'), {code: 'ENOSPC', errno: -28, syscall: 'fsync'});
    const disk = new DiskBarrier((files) => Promise.resolve(files.map(() => full)));
    await assert.rejects(fetch(await listed(), {disk}), (error) => {
      assert.ok(error instanceof AlienError);
      assert.equal(error.exitCode, 28);
      assert.ok(error.message.includes(path), error.message);
      return true;
    });
    assert.deepEqual([await here(), await bench.localNames()], ['old', ['f']]);
  });

  it('lets the next file wait where too many wait for the disk', async () => {
    const disk = new DiskBarrier(landFiles);
    Object.defineProperty(disk, 'hasRoom', {value: false});
    await fetch(await listed(), {disk});
    assert.ok(!nextStarted);
  });

  it('can be fetched again at once: its temporary name is free', async () => {
    const partials = new PartialFiles();
    const item = await listed();
    await fetch(item, {partials});
    assert.match(await partials.claim(item), /\.alien-/);
  });
});
