import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {chmodSync, chownSync, mkdirSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {openHandle, type Terms} from '../../../src/lib/files/open-file.ts';
import {readFile} from '../../../src/lib/files/read-file.ts';
import {UnreadableFile} from '../../../src/lib/files/unreadable-file.ts';
import {useFolder} from '../../scenarios/stage/scene.ts';

const OWN: Terms = {owner: 'own', limit: 100, link: 'refuse'};
const isRoot = process.geteuid?.() === 0;

describe('opening what we read', () => {
  let dir: string;
  useFolder('test', (folder) => (dir = folder));

  /** What is put in the file's place, and the code of the refusal. */
  const REFUSED: [what: string, put: (path: string) => void, code: string, terms?: Partial<Terms>][] = [
    ['nothing', () => undefined, 'ENOENT'],
    ['a pipe that no one writes to', (path) => execFileSync('mkfifo', [path]), 'ENOTREG'],
    ['a link', (path) => symlinkSync('/etc/hostname', path), 'ELINK'],
    ['a link to an endless device', (path) => symlinkSync('/dev/zero', path), 'ENOTREG', {link: 'follow'}],
    ['a link to itself', (path) => symlinkSync(path, path), 'ELOOP', {link: 'follow'}],
    ['a directory', (path) => mkdirSync(path), 'EISDIR'],
    ['a large file', (path) => writeFileSync(path, 'x'.repeat(101)), 'EFBIG'],
  ];
  const REFUSED_BY_OWNER: typeof REFUSED = [
    ['a file of another user', (path) => ownedBy(54_321, path), 'EOWNER'],
    ['a file of a third user', (path) => ownedBy(54_321, path), 'EOWNER', {owner: 'trusted'}],
  ];
  for (const [what, put, code, terms] of isRoot ? [...REFUSED, ...REFUSED_BY_OWNER] : REFUSED) {
    it(`refuses ${what}: ${code}`, async () => {
      const path = join(dir, 'file');
      put(path);
      const refusal = (error: unknown) => error instanceof UnreadableFile && error.systemCode === code;
      assert.throws(() => readFile(path, {...OWN, ...terms}), refusal);
      await assert.rejects(openHandle(path, {...OWN, ...terms}), refusal);
    });
  }

  it('refuses what is larger than its size says', () => {
    const hasCode = (error: unknown) => error instanceof UnreadableFile && error.systemCode === 'EFBIG';
    assert.throws(() => readFile('/proc/self/maps', OWN), hasCode);
  });

  it('reads a file with its mode and owner, up to the limit', () => {
    const path = join(dir, 'file');
    writeFileSync(path, 'y'.repeat(100));
    chmodSync(path, 0o640);
    const {bytes, mode, owner} = readFile(path, OWN);
    assert.deepEqual([bytes.toString(), mode, owner], ['y'.repeat(100), 0o640, process.geteuid?.()]);
  });

  it('reads a file that does not say its size', () => {
    const {bytes} = readFile('/proc/self/stat', {...OWN, limit: 10_000});
    assert.match(bytes.toString(), new RegExp(`^${process.pid} `));
  });

  it('reads an empty file', () => {
    writeFileSync(join(dir, 'file'), '');
    assert.equal(readFile(join(dir, 'file'), OWN).bytes.length, 0);
  });
});

function ownedBy(user: number, path: string): void {
  writeFileSync(path, 'x');
  chownSync(path, user, user);
}
