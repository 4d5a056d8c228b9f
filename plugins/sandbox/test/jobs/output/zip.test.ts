import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {createHash, randomBytes} from 'node:crypto';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {buffer} from 'node:stream/consumers';
import {openPromise} from 'yauzl';
import {writeZip} from '../../../src/jobs/output/zip.ts';

describe('zip archives of output', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'alien-zip-'))));
  after(() => rmSync(folder, {recursive: true}));

  it('hold the files as they are, and tell their checksums', async () => {
    const contents = {
      stdout: Buffer.from('out\n'),
      empty: Buffer.alloc(0),
      'sub/größe.root': randomBytes(2_500_000),
    };
    const sources = Object.entries(contents).map(([name, content], index) => {
      const file = join(folder, `in-${index}`);
      writeFileSync(file, content);
      return {name, file};
    });
    const archive = join(folder, 'a.zip');
    const members = await writeZip(archive, sources);
    const bytes = readFileSync(archive);
    const zip = await openPromise(archive, {autoClose: false});
    const read: Record<string, Buffer> = {};
    for await (const entry of zip.eachEntry()) {
      assert.equal(entry.compressionMethod, 0);
      read[entry.fileName] = await buffer(await zip.openReadStreamPromise(entry));
    }
    zip.close();
    assert.deepEqual(read, contents);
    assert.ok(bytes.includes(contents['sub/größe.root']), 'stored, not compressed');
    assert.deepEqual(
      members,
      Object.entries(contents).map(([name, content]) => ({
        name,
        size: content.length,
        md5: createHash('md5').update(content).digest('hex'),
      })),
    );
    // Another reader, with checks of its own.
    execFileSync('python3', [
      '-c',
      'import sys,zipfile; assert zipfile.ZipFile(sys.argv[1]).testzip() is None',
      archive,
    ]);
  });

  it('are read by XRootD, which finds members by itself', async () => {
    const small = join(folder, 'small');
    writeFileSync(small, 'few bytes\n');
    const large = join(folder, 'large');
    writeFileSync(large, randomBytes(200_000));
    for (const sources of [
      [{name: 'small', file: small}],
      [
        {name: 'large', file: large},
        {name: 'small', file: small},
      ],
    ]) {
      const archive = join(folder, `of-${sources.length}.zip`);
      await writeZip(archive, sources);
      for (const {name, file} of sources) {
        const out = `${archive}-${name}`;
        execFileSync('xrdcp', ['--silent', '--zip', name, `file://localhost${archive}`, out]);
        assert.ok(readFileSync(out).equals(readFileSync(file)), name);
      }
    }
  });

  it('do not overwrite anything', async () => {
    await assert.rejects(writeZip(join(folder, 'a.zip'), []), {code: 'EEXIST'});
  });
});
