import assert from 'node:assert/strict';
import {readFile, truncate, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {HttpStorage} from '../../../src/lib/storage/http/http-storage.ts';
import type {Storage} from '../../../src/lib/storage/storage.ts';
import {XrootdStorage} from '../../../src/lib/storage/xrootd-storage.ts';
import {md5Of} from '../../lib/copy/support/fake-storage.ts';
import {makeZip} from '../../lib/storage/archive/make-zip.ts';
import {type CopyBox, HOME, LIMITS, useCopyBox} from './copy-box.ts';

const LARGE = 50 << 20;

describe('a replica that is larger than the catalogue says', function () {
  this.timeout(60_000);
  let box: CopyBox;
  useCopyBox(async (opened) => {
    box = opened;
    await writeFile(join(box.dir, 'small'), 'small\n');
    await box.copy('file:small', `alien:${HOME}/small@disk:2`);
    for (const path of await box.stored()) await truncate(path, LARGE);
  });

  const storages: [string, () => Storage][] = [
    ['XRootD', () => new XrootdStorage(LIMITS)],
    ['HTTP', () => new HttpStorage(new XrootdStorage(LIMITS), {env: box.grid.env(), ...LIMITS})],
  ];
  for (const [name, storage] of storages)
    it(`is refused without being fetched, over ${name}`, async () => {
      let fetched = 0;
      const {copied, failures} = await box.copy(`alien:${HOME}/small`, 'file:got', {
        http: name === 'HTTP',
        storage: storage(),
        onEvent: (event) => event.kind === 'progress' && (fetched = Math.max(fetched, event.bytes)),
      });
      assert.equal(copied, 0);
      assert.equal(failures[0]?.exitCode, 5);
      assert.match(failures[0]?.reason ?? '', /52428800 bytes, the catalogue says 6|more than the 6 bytes/);
      assert.ok(fetched <= 6, `${fetched} bytes`);
      assert.deepEqual(await box.localNames('.'), ['small']);
    });

  it('is no harm where another replica is right', async () => {
    const [first = '', second = ''] = await box.stored();
    await truncate(second, 0);
    await writeFile(second, 'small\n');
    const {copied, warnings} = await box.copy(`alien:${HOME}/small`, 'file:right', {retries: 1});
    assert.equal(copied, 1);
    assert.equal(await readFile(join(box.dir, 'right'), 'utf8'), 'small\n');
    await truncate(second, LARGE);
    await truncate(first, LARGE);
    for (const warning of warnings) assert.match(warning, /52428800 bytes/);
  });

  it('is refused as a member of an archive', async () => {
    const members = [{name: 'bomb', content: Buffer.alloc(LARGE), deflate: true}];
    await writeFile(join(box.dir, 'a.zip'), makeZip(members));
    await box.copy('file:a.zip', `alien:${HOME}/a.zip@disk:1`);
    const facts = {size: 6, md5: md5Of('small\n')};
    box.grid.registerMember({archive: `${HOME}/a.zip`, member: 'bomb', lfn: `${HOME}/member`, ...facts});
    const {failures} = await box.copy(`alien:${HOME}/member`, 'file:member');
    assert.match(failures[0]?.reason ?? '', /bomb has 52428800 bytes, the catalogue says 6/);
    assert.deepEqual(await box.localNames('.'), ['a.zip', 'right', 'small']);
  });
});
