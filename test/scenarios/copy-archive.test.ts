import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import {readFile, stat, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {md5Of} from '../lib/copy/fake-storage.ts';
import {makeZip} from '../lib/storage/archive/make-zip.ts';
import {CopyBox, HOME} from './copy-box.ts';

const MEMBERS = Array.from({length: 40}, (_, index) => ({
  name: `member${index}`,
  content: index % 2 === 0 ? randomBytes(100_000) : Buffer.from(`line ${index}\n`.repeat(20_000)),
  deflate: index % 2 === 1,
}));

describe('copies of members of archives', function () {
  this.timeout(60_000);
  let box: CopyBox;
  before(async () => {
    box = await CopyBox.open();
    await writeFile(join(box.dir, 'archive.zip'), makeZip(MEMBERS));
    await box.copy('file:archive.zip', `alien:${HOME}/archive.zip@disk:2`);
    for (const {name, content} of MEMBERS) register(name, name, content);
  });
  after(() => box.close());

  function register(name: string, member: string, content: Buffer): void {
    const archive = `${HOME}/archive.zip`;
    const lfn = `${HOME}/members/${name}`;
    box.grid.registerMember({archive, member, lfn, size: content.length, md5: md5Of(content)});
  }

  it('brings members, stored and deflated, verified', async () => {
    const {copied, failures, notVerified} = await box.copy(`alien:${HOME}/members/`, 'file:out');
    assert.deepEqual(failures, []);
    assert.deepEqual([copied, notVerified], [40, 0]);
    for (const {name, content} of MEMBERS)
      assert.ok((await readFile(join(box.dir, 'out', name))).equals(content), name);
    assert.equal((await box.localNames('out')).length, 40);
  });

  it('fails for a member that is not in the archive, or is another file, and leaves nothing', async () => {
    register('missing', 'no such member', Buffer.from('x'));
    register('wrong', 'member1', Buffer.from('other content'));
    const missing = await box.copy(`alien:${HOME}/members/missing`, 'file:missing');
    assert.match(missing.failures[0]?.reason ?? '', /no member no such member/);
    const wrong = await box.copy(`alien:${HOME}/members/wrong`, 'file:wrong');
    assert.equal(wrong.failures[0]?.exitCode, 5);
    await assert.rejects(stat(join(box.dir, 'wrong')));
    assert.deepEqual(
      (await box.localNames('.')).filter((name) => name.endsWith('.part')),
      [],
    );
  });
});
