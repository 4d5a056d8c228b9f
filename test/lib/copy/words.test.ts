import assert from 'node:assert/strict';
import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {fetchTemporary} from '../../../src/lib/copy/fetch-temporary.ts';
import {AlienError, UserError} from '../../../src/lib/errors/errors.ts';
import type {Lfn} from '../../../src/lib/paths/lfn.ts';
import {Workbench} from './support/workbench.ts';

const HOME = '/alice/home';
/** Bytes that no disk has. */
const HUGE = 2 ** 42;

describe('what a copy says', () => {
  let bench: Workbench;
  beforeEach(async () => {
    bench = await Workbench.open();
    bench.place(`${HOME}/f`, 'content');
  });
  afterEach(() => bench.close());

  it('of names that are not UTF-8: that they are not', async () => {
    const latin = Buffer.from(join(bench.dir, 'd/gr\xf6\xdfe'), 'latin1');
    await mkdir(join(bench.dir, 'd'));
    await writeFile(latin, 'x');
    await writeFile(join(bench.dir, 'd/plain'), 'x');
    const {copied, failures} = await bench.copy('file:d/', `alien:${HOME}/to/`);
    assert.deepEqual([copied, failures.map(({exitCode}) => exitCode)], [1, [84]]);
    assert.match(failures[0]?.reason ?? '', /its name is not UTF-8/);
    assert.match(failures[0]?.next.join() ?? '', /convmv/);
    // What a shell hands over has been decoded already.
    for (const [source, destination, exitCode] of [
      [`file:${latin.toString()}`, `alien:${HOME}/x`, 2],
      [`alien:${HOME}/gr\uFFFD`, 'file:x', 2],
      [`alien:${HOME}/f`, 'file:gr\uFFFD', 22],
      ['file:d/plain', `alien:${HOME}/gr\uFFFD`, 22],
    ] as [string, string, number][])
      await assert.rejects(
        bench.copy(source, destination),
        (error) =>
          error instanceof UserError && error.exitCode === exitCode && /not UTF-8/.test(error.next.join()),
      );
  });

  it('of a name that --name would take, given to --select: which option is meant', async () => {
    for (const select of ['all_root', 'ext_root', 'begin_run_ext_root'])
      await assert.rejects(
        bench.copy(`alien:${HOME}/`, 'file:to', {selection: {select}}),
        (error) =>
          error instanceof UserError && error.exitCode === 2 && /--name ext_root/.test(error.next.join()),
      );
    await assert.rejects(
      bench.copy(`alien:${HOME}/`, 'file:to', {selection: {select: 'nothing'}}),
      (error) => error instanceof UserError && !/--name ext_root/.test(error.next.join()),
    );
  });

  it('of a full disk for a file that is only looked at: how it gets more room', async () => {
    const entry = bench.grid.entries.get(`${HOME}/f`);
    assert.ok(entry);
    bench.grid.entries.set(`${HOME}/f`, {...entry, size: HUGE});
    const {signal} = new AbortController();
    const error = await fetchTemporary(`${HOME}/f` as Lfn, bench.services(), signal).catch((e: unknown) => e);
    assert.ok(error instanceof AlienError);
    assert.equal(error.exitCode, 28);
    assert.match(error.next.join(), /TMPDIR/);
    assert.doesNotMatch(error.next.join(), /--/);
  });

  it('of what exists and is to stay: that it exists', async () => {
    await writeFile(join(bench.dir, 'f'), 'other content');
    const down = await bench.copy(`alien:${HOME}/f`, 'file:f', {keepExisting: true});
    const up = await bench.copy('file:f', `alien:${HOME}/f`, {keepExisting: true});
    assert.deepEqual([down.skipped, up.skipped], [1, 1]);
    assert.equal(bench.contentOf(`${HOME}/f`), 'content');
    assert.equal((await bench.copy(`alien:${HOME}/f`, 'file:new', {keepExisting: true})).copied, 1);
  });
});
