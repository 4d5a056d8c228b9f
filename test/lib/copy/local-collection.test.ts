import assert from 'node:assert/strict';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {localCollection, localFacts} from '../../../src/lib/copy/local-collection.ts';
import {md5Of} from './support/fake-storage.ts';

describe('a collection of files on this machine', () => {
  const {signal} = new AbortController();
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'alien-collection-'));
    await writeFile(join(dir, 'a'), 'content');
  });
  afterEach(() => rm(dir, {recursive: true}));

  it('has the size, the md5 and the address of each', async () => {
    const text = await localCollection([join(dir, 'a')], 'name', signal);
    for (const fact of [
      `"${join(dir, 'a')}"`,
      'size="7"',
      `md5="${md5Of('content')}"`,
      `file://${join(dir, 'a')}`,
    ])
      assert.ok(text.includes(fact), `${fact} in ${text}`);
    assert.deepEqual(await localFacts(join(dir, 'a'), signal), {size: 7, md5: md5Of('content')});
  });

  it('has only files that can be read', async () => {
    await assert.rejects(localCollection([join(dir, 'none')], 'name', signal), {exitCode: 2});
    await assert.rejects(localCollection([dir], 'name', signal), {
      exitCode: 22,
      message: `${dir} is no file.`,
    });
  });
});
