import assert from 'node:assert/strict';
import {readFile, rename, stat, truncate, utimes, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {CopySummary} from '../../../../src/lib/copy/model/events.ts';
import {md5Of} from '../support/fake-storage.ts';
import {Workbench} from '../support/workbench.ts';
import {markOf, thisProcess} from '../../../../src/lib/traces/process-mark.ts';
import {runningProcess} from '../../../../src/lib/traces/running-process.ts';
import {GONE_PID} from '../../../support/gone-pid.ts';

const LFN = '/alice/home/big';
const MIB = 1 << 20;
const BIG = 40 * MIB;
const CUT = 36 * MIB;

describe('a large download that is interrupted', () => {
  const content = Buffer.alloc(BIG, 'the content ');
  const told: string[] = [];
  let bench: Workbench;

  beforeEach(async () => {
    told.length = 0;
    bench = await Workbench.open();
    bench.place(LFN, 'to be replaced by a large one');
    const [url = ''] = bench.grid.entries.get(LFN)?.replicas ?? [];
    bench.storage.files.set(url, content);
    Object.assign(bench.grid.entries.get(LFN) ?? {}, {size: BIG, md5: md5Of(content)});
  });
  afterEach(() => bench.close());

  const fetch = (): Promise<CopySummary> =>
    bench.copy(`alien:${LFN}`, 'file:big', {
      onEvent: (event) => event.kind === 'note' && told.push(event.text),
    });
  const there: number[] = [];
  /** Cut the first download of a run, and note what each one begins with. */
  const cutOnce = (at: number) => {
    there.length = 0;
    bench.storage.cut = (_, bytes) => {
      there.push(bytes);
      return there.length === 1 ? at : undefined;
    };
  };
  const partial = async () =>
    join(bench.dir, (await bench.localNames()).find((name) => /part$/.test(name)) ?? '');
  /** Give the partial file the name that another process of this machine would have given it. */
  const handTo = async (pid: number) => {
    const path = await partial();
    const start = runningProcess(pid)?.start ?? '1';
    await rename(path, path.replace(markOf(thisProcess()), markOf({...thisProcess(), pid, start})));
  };
  const asOfTheDead = () => handTo(GONE_PID);

  it('keeps what has arrived, says so in a line, and goes on in the next run', async () => {
    cutOnce(CUT);
    const {failed} = await fetch();
    assert.equal(failed, 1);
    assert.match(told.join('\n'), /^Kept 36.0 MiB of .*\/big: run the same command again to go on\.$/);
    assert.equal((await stat(await partial())).size, CUT);
    const {copied} = await fetch();
    assert.deepEqual([copied, there], [1, [0, CUT]]);
    assert.deepEqual(await bench.localNames(), ['big']);
    assert.ok((await readFile(join(bench.dir, 'big'))).equals(content));
  });

  it('goes on with what a killed process has left', async () => {
    cutOnce(CUT);
    await fetch();
    await asOfTheDead();
    await fetch();
    assert.deepEqual([there, await bench.localNames()], [[0, CUT], ['big']]);
  });

  it('leaves alone what a living process is writing to', async () => {
    cutOnce(CUT);
    await fetch();
    await handTo(process.ppid);
    await fetch();
    assert.deepEqual(there, [0, 0]);
    assert.equal((await bench.localNames()).length, 2);
  });

  it('fetches all of it anew when the kept beginning turns out to be wrong', async () => {
    cutOnce(CUT);
    await fetch();
    await writeFile(await partial(), Buffer.alloc(CUT, 'something else'));
    const {copied} = await fetch();
    assert.deepEqual([copied, there], [1, [0, CUT, 0]]);
    assert.ok((await readFile(join(bench.dir, 'big'))).equals(content));
    assert.deepEqual(await bench.localNames(), ['big']);
  });

  it('goes on with another replica within a run', async () => {
    const [url = ''] = bench.grid.entries.get(LFN)?.replicas ?? [];
    const other = url.replace('ONE', 'OTHER');
    bench.storage.files.set(other, content);
    bench.grid.entries.get(LFN)?.replicas.push(other);
    cutOnce(CUT);
    const {copied} = await fetch();
    assert.deepEqual([copied, there, told], [1, [0, CUT], []]);
  });

  it('keeps nothing that is small, or that no checksum could prove', async () => {
    cutOnce(31 * MIB);
    await fetch();
    assert.deepEqual([told, await bench.localNames()], [[], []]);
    Object.assign(bench.grid.entries.get(LFN) ?? {}, {md5: ''});
    cutOnce(CUT);
    await fetch();
    assert.deepEqual([told, await bench.localNames()], [[], []]);
  });

  it('forgets a beginning of what is on the grid no more, once the new content comes', async () => {
    cutOnce(CUT);
    await fetch();
    bench.place(LFN, 'a small one now');
    await fetch();
    assert.deepEqual(await bench.localNames(), ['big']);
  });

  it('removes what nobody came back for', async () => {
    cutOnce(CUT);
    await fetch();
    const longAgo = new Date(Date.now() - 8 * 24 * 3_600_000);
    await utimes(await partial(), longAgo, longAgo);
    bench.place('/alice/home/another', 'x');
    await bench.copy('alien:/alice/home/another', 'file:another');
    assert.deepEqual(await bench.localNames(), ['another']);
  });

  it('removes it also where all that is to be fetched is there', async () => {
    bench.place('/alice/home/another', 'x');
    await bench.copy('alien:/alice/home/another', 'file:another');
    cutOnce(CUT);
    await fetch();
    await asOfTheDead();
    await truncate(await partial(), 31 * MIB);
    const {skipped} = await bench.copy('alien:/alice/home/another', 'file:another');
    assert.deepEqual([skipped, await bench.localNames()], [1, ['another']]);
  });

  it('uploads no incomplete file', async () => {
    cutOnce(CUT);
    await fetch();
    await bench.copy('file:./', 'alien:up/');
    assert.deepEqual(bench.lfns(), [LFN]);
  });
});
