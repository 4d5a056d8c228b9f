import assert from 'node:assert/strict';
import {truncate, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {UserError} from '../../../../src/lib/errors/errors.ts';
import {partialName} from '../../../../src/lib/traces/temporary-name.ts';
import {md5Of} from '../fake-storage.ts';
import {Workbench} from '../workbench.ts';

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
