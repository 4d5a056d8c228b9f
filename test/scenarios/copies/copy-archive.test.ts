import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import {readFile, stat, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {md5Of} from '../../lib/copy/support/fake-storage.ts';
import {makeZip} from '../../lib/storage/archive/make-zip.ts';
import {type CopyBox, HOME, useCopyBox} from './copy-box.ts';

const MEMBERS = Array.from({length: 40}, (_, index) => ({
  name: `member${index}`,
  content: index % 2 === 0 ? randomBytes(100_000) : Buffer.from(`line ${index}\n`.repeat(20_000)),
  deflate: index % 2 === 1,
}));

/** Names as a hostile archive has them: only the name on the grid says where a member goes. */
const HOSTILE = ['../outside', '../../../../var/tmp/outside', '/tmp/outside', 'a/../../outside'].map(
  (name) => ({
    name,
    content: Buffer.from(`as ${name}`),
    deflate: name.startsWith('/'),
  }),
);

describe('copies of members of archives', () => {
  let box: CopyBox;
  useCopyBox(async (opened) => {
    box = opened;
    await writeFile(join(box.dir, 'archive.zip'), makeZip([...MEMBERS, ...HOSTILE]));
    await box.copy('file:archive.zip', `alien:${HOME}/archive.zip@disk:2`);
    for (const {name, content} of MEMBERS) register(name, name, content);
  });

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

  it('writes members below the destination, whatever they are called in the archive', async () => {
    for (const [index, {name, content}] of HOSTILE.entries()) {
      register(`../hostile/h${index}`, name, content);
    }
    const {copied, failures} = await box.copy(`alien:${HOME}/hostile/`, 'file:deep/in/side');
    assert.deepEqual(failures, []);
    assert.equal(copied, HOSTILE.length);
    for (const [index, {content}] of HOSTILE.entries())
      assert.equal(await readFile(join(box.dir, `deep/in/side/h${index}`), 'utf8'), content.toString());
    assert.deepEqual(await box.localNames('deep'), [
      'in',
      'in/side',
      ...HOSTILE.map((_, index) => `in/side/h${index}`),
    ]);
    for (const path of ['/tmp/outside', '/var/tmp/outside']) await assert.rejects(stat(path));
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
