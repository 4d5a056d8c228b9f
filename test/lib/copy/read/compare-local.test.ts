import assert from 'node:assert/strict';
import {mkdtemp, rm, utimes, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Comparison} from '../../../../src/lib/copy/model/comparison.ts';
import type {DownloadItem} from '../../../../src/lib/copy/model/plan.ts';
import {compareWithLocal} from '../../../../src/lib/copy/read/compare-local.ts';
import {absoluteLfn} from '../../../../src/lib/paths/lfn.ts';
import {md5Of} from '../support/fake-storage.ts';

const STAMP = new Date(1_600_000_000_000);
const LATER = new Date(1_600_000_001_000);

describe('a file here beside one on the grid', () => {
  const {signal} = new AbortController();
  let dir: string;
  beforeEach(async () => (dir = await mkdtemp(join(tmpdir(), 'alien-compare-'))));
  afterEach(() => rm(dir, {recursive: true}));

  async function compare(
    content: string | undefined,
    comparison: Comparison,
    {changed = LATER, ...more}: Partial<DownloadItem> & {changed?: Date} = {},
  ) {
    const destination = join(dir, 'f');
    if (content !== undefined) {
      await writeFile(destination, content);
      await utimes(destination, changed, changed);
    }
    const lfn = absoluteLfn('/alice/f');
    const item: DownloadItem = {
      ...{id: 1, source: lfn, lfn, destination, base: dir, isNamed: true, specification: undefined},
      ...{size: 4, md5: md5Of('four'), stamp: STAMP},
      ...more,
    };
    return await compareWithLocal(item, comparison, signal);
  }
  const DIFFERS = {exists: true};

  it('is none where nothing is, or what takes bytes and keeps none', async () => {
    for (const comparison of ['existence', 'size', 'time', 'md5'] as const)
      assert.deepEqual(await compare(undefined, comparison), {exists: false});
    assert.deepEqual(await compare(undefined, 'existence', {destination: '/dev/null'}), {exists: false});
  });

  it('is enough where only that counts', async () => {
    assert.deepEqual(await compare('other size', 'existence'), {exists: true, upToDate: 'it exists'});
  });

  it('differs where its size does, whatever else counts', async () => {
    for (const comparison of ['size', 'time', 'md5'] as const)
      assert.deepEqual(await compare('five5', comparison, {changed: STAMP}), DIFFERS);
  });

  it('is the same by its time, which is only asked where that counts', async () => {
    const upToDate = 'size and time match';
    assert.deepEqual(await compare('4444', 'time', {changed: STAMP}), {exists: true, upToDate});
    assert.deepEqual(await compare('4444', 'time'), DIFFERS);
    assert.deepEqual(await compare('4444', 'md5', {changed: STAMP}), DIFFERS);
    assert.deepEqual(await compare('4444', 'time', {stamp: undefined}), DIFFERS);
  });

  it('is the same by its size, where that is all', async () => {
    assert.deepEqual(await compare('4444', 'size'), {exists: true, upToDate: 'size match'});
    assert.deepEqual(await compare('', 'time', {size: 0, md5: undefined}), {
      exists: true,
      upToDate: 'size match',
    });
  });

  it('is the same by its content; then its time is an old one', async () => {
    const upToDate = 'size and md5 match';
    assert.deepEqual(await compare('four', 'time'), {exists: true, upToDate, staleTime: true});
    assert.deepEqual(await compare('four', 'md5'), {exists: true, upToDate, staleTime: false});
    assert.deepEqual(await compare('four', 'md5', {md5: undefined}), DIFFERS);
  });
});
