import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {truncate, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {UserError} from '../../../../src/lib/errors/errors.ts';
import {refuseFullDisk} from '../../../../src/lib/copy/plan/free-space.ts';
import type {DownloadItem} from '../../../../src/lib/copy/model/plan.ts';
import {absoluteLfn} from '../../../../src/lib/paths/lfn.ts';
import {packedName, partialName} from '../../../../src/lib/traces/temporary-name.ts';
import {md5Of} from '../support/fake-storage.ts';
import {Workbench} from '../support/workbench.ts';

const HOME = '/alice/home';
/** More than the disk of any machine that runs these tests has, and less than a file may have. */
const HUGE = 2 ** 42;

describe('the room for downloads', () => {
  let bench: Workbench;
  beforeEach(async () => {
    bench = await Workbench.open();
    for (const name of ['a', 'b']) {
      bench.place(`${HOME}/t/${name}`, name);
      Object.assign(bench.grid.entries.get(`${HOME}/t/${name}`) ?? {}, {size: HUGE});
    }
  });
  afterEach(() => bench.close());
  const sparse = async (name: string, size: number) => {
    await writeFile(join(bench.dir, name), '');
    await truncate(join(bench.dir, name), size);
  };
  const isFull = (needed: RegExp) => (error: unknown) =>
    error instanceof UserError && error.exitCode === 28 && needed.test(error.message);

  it('is looked at before anything is made, with force and on a dry run too', async () => {
    for (const more of [{}, {force: true}, {dryRun: true}])
      await assert.rejects(
        bench.copy(`alien:${HOME}/t/`, 'file:to/deep', more),
        isFull(/^8.0 TiB are needed in .*alien-copy-\w+, [\d.]+ GiB are free\.$/),
      );
    assert.deepEqual(await bench.localNames(), []);
    assert.equal(bench.grid.count('access'), 0);
  });

  it('is not needed by what is written into a pipe or a device, nor where nothing tells of room', async () => {
    execFileSync('mkfifo', [join(bench.dir, 'pipe')]);
    const item = (destination: string, base = bench.dir): DownloadItem => {
      const lfn = absoluteLfn(`${HOME}/t/a`);
      const facts = {id: 1, source: lfn, lfn, md5: 'm', stamp: undefined, specification: undefined};
      return {...facts, destination, base, size: HUGE, isNamed: true};
    };
    await refuseFullDisk([item(join(bench.dir, 'pipe')), item('/dev/null', '/dev')]);
    await refuseFullDisk([item('/proc/none', '/proc')]);
    await assert.rejects(refuseFullDisk([item(join(bench.dir, 'file'))]), isFull(/^4.0 TiB/));
    await assert.rejects(
      refuseFullDisk([item(join(bench.dir, 'pipe')), item(join(bench.dir, 'file'))]),
      isFull(/^4.0/),
    );
  });

  it('is needed by what is packed, which gives its place to nothing', async () => {
    await sparse(packedName(partialName('a', [`${HOME}/t/a`, md5Of('a'), HUGE])), HUGE - 1);
    await assert.rejects(bench.copy(`alien:${HOME}/t/`, 'file:.'), isFull(/^8.0 TiB/));
  });

  it('is not needed by what is there, nor by what is resumed', async () => {
    await sparse('a', HUGE);
    await assert.rejects(bench.copy(`alien:${HOME}/t/`, 'file:.'), isFull(/^4.0 TiB/));
    await sparse(partialName('b', ['other content']), HUGE - 1);
    await assert.rejects(bench.copy(`alien:${HOME}/t/`, 'file:.'), isFull(/^4.0 TiB/));
    await sparse(partialName('b', [`${HOME}/t/b`, md5Of('b'), HUGE]), HUGE - 1);
    assert.deepEqual(
      (await bench.copy(`alien:${HOME}/t/`, 'file:.', {dryRun: true, sizeOnly: true})).copied,
      1,
    );
  });
});
