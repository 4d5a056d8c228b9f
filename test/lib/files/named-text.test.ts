import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {open} from 'node:fs/promises';
import {join} from 'node:path';
import {readNamedText} from '../../../src/lib/files/named-text.ts';
import {useFolder} from '../../scenarios/stage/scene.ts';

describe('the text of a file that is named', () => {
  let path: string;
  useFolder('test', (folder) => (path = join(folder, 'file')));

  it('may be in a regular file', async () => {
    writeFileSync(path, 'a list');
    assert.equal(await readNamedText(path), 'a list');
    writeFileSync(path, '');
    assert.equal(await readNamedText(path), '');
  });

  it('may come through a pipe whose writer is late', async () => {
    execFileSync('mkfifo', [path]);
    const reading = readNamedText(path);
    const writer = await open(path, 'w');
    await writer.write('first, ');
    await writer.write('second');
    await writer.close();
    assert.equal(await reading, 'first, second');
  });

  it('is not looked for in a device or a directory', async () => {
    await assert.rejects(readNamedText('/dev/zero'), {systemCode: 'ENOTREG'});
    await assert.rejects(readNamedText('/'), {systemCode: 'EISDIR'});
  });

  it('is UTF-8, with or without its mark, and nothing that is taken for it', async () => {
    writeFileSync(path, '\uFEFFgröße');
    assert.equal(await readNamedText(path), 'größe');
    writeFileSync(path, Buffer.from('alien:gr\xf6\xdfe file:x', 'latin1'));
    await assert.rejects(readNamedText(path), {systemCode: 'EILSEQ', message: /not text in UTF-8/});
  });
});
