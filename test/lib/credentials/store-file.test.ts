import assert from 'node:assert/strict';
import fs, {
  chmodSync,
  chownSync,
  existsSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import {syncBuiltinESMExports} from 'node:module';
import {join} from 'node:path';
import {mock} from 'node:test';
import {checkDirectory} from '../../../src/lib/credentials/safe-directory.ts';
import {storeFile} from '../../../src/lib/credentials/store-file.ts';
import {Workbench} from './workbench.ts';

const SOMEBODY_ELSE = 65_534;

describe('a file with a secret', () => {
  let bench: Workbench;
  let target: string;
  beforeEach(() => {
    bench = new Workbench();
    target = join(bench.home, 'key.pem');
  });
  afterEach(() => bench.remove());

  const refused = {exitCode: 13};

  it('is written whole, with exactly its rights, whatever the umask', () => {
    const umask = process.umask(0);
    try {
      storeFile(target, 'one', {mode: 0o400});
      storeFile(target, 'two', {mode: 0o400});
    } finally {
      process.umask(umask);
    }
    assert.equal(readFileSync(target, 'utf8'), 'two');
    assert.equal(statSync(target).mode & 0o7777, 0o400);
    assert.deepEqual(readdirSync(bench.home).sort(), ['.globus', 'key.pem']);
  });

  it('is kept under .old where that is wished', () => {
    for (const text of ['one', 'two', 'three']) storeFile(target, text, {mode: 0o400, keepOld: true});
    assert.equal(readFileSync(target, 'utf8'), 'three');
    assert.equal(readFileSync(`${target}.old`, 'utf8'), 'two');
  });

  it('never goes through a planted link, be it to a file, to nothing, or under the name for the old one', () => {
    const victim = bench.write('victim', 'precious');
    for (const goal of [victim, join(bench.home, 'nowhere')]) {
      symlinkSync(goal, target);
      assert.throws(() => storeFile(target, 'secret', {mode: 0o400}), {...refused, message: /it is a link/});
      assert.ok(lstatSync(target).isSymbolicLink());
      bench.remove();
      mkdirSync(bench.home);
      bench.write('victim', 'precious');
    }
    storeFile(target, 'one', {mode: 0o400});
    symlinkSync(victim, `${target}.old`);
    assert.throws(() => storeFile(target, 'secret', {mode: 0o400, keepOld: true}), refused);
    assert.equal(readFileSync(target, 'utf8'), 'one');
    assert.equal(readFileSync(victim, 'utf8'), 'precious');
    assert.ok(!existsSync(join(bench.home, 'nowhere')));
    assert.deepEqual(readdirSync(bench.home).sort(), ['key.pem', 'key.pem.old', 'victim']);
  });

  it('does not take the place of a directory', () => {
    mkdirSync(target);
    assert.throws(() => storeFile(target, 'secret', {mode: 0o400}), {
      ...refused,
      message: /it is not a file/,
    });
  });

  it('goes into a shared directory only if that is sticky, as /tmp is', () => {
    chmodSync(bench.home, 0o777);
    assert.throws(() => storeFile(target, 'secret', {mode: 0o400}), {...refused, message: /sticky bit/});
    assert.ok(!existsSync(target));
    chmodSync(bench.home, 0o1777);
    storeFile(target, 'secret', {mode: 0o400});
    checkDirectory('/tmp');
    assert.throws(() => checkDirectory(join(bench.home, 'nowhere')), {exitCode: 2});
  });

  it('goes into no directory of somebody else, and replaces no file of somebody else', function () {
    if (process.getuid?.() !== 0) {
      console.warn('      needs to be root, to give files away');
      return this.skip();
    }
    bench.write('key.pem', 'foreign');
    chownSync(target, SOMEBODY_ELSE, SOMEBODY_ELSE);
    assert.throws(() => storeFile(target, 'secret', {mode: 0o400}), {
      ...refused,
      message: /belongs to another user \(user id 65534\)/,
    });
    chownSync(bench.home, SOMEBODY_ELSE, SOMEBODY_ELSE);
    assert.throws(() => storeFile(join(bench.home, 'new.pem'), 'secret', {mode: 0o400}), {
      ...refused,
      message: /who could exchange files in it/,
    });
    assert.deepEqual(readdirSync(bench.home).sort(), ['.globus', 'key.pem']);
  });

  it('is left as it was where the disk fails, with nothing beside it and no file open', () => {
    storeFile(target, 'one', {mode: 0o400});
    const open = () => readdirSync('/proc/self/fd').length;
    const before = open();
    storeFile(target, 'two', {mode: 0o400});
    assert.equal(open(), before);
    const failing = Object.assign(new Error('the disk is ill'), {code: 'EIO'});
    mock.method(fs, 'renameSync', () => {
      throw failing;
    });
    syncBuiltinESMExports();
    try {
      const message = `${target} cannot be written: the disk or its file system has failed.`;
      assert.throws(() => storeFile(target, 'three', {mode: 0o400}), {exitCode: 5, message, cause: failing});
    } finally {
      mock.restoreAll();
      syncBuiltinESMExports();
    }
    assert.equal(readFileSync(target, 'utf8'), 'two');
    assert.deepEqual(readdirSync(bench.home).sort(), ['.globus', 'key.pem']);
  });

  it('is on the disk before it has its name, and its name is there before it is said to be', () => {
    const done: string[] = [];
    const {fsyncSync, renameSync} = fs;
    mock.method(fs, 'fsyncSync', (fd: number) => {
      done.push(fstatSync(fd).isDirectory() ? 'directory' : 'file');
      fsyncSync(fd);
    });
    mock.method(fs, 'renameSync', (from: string, to: string) => {
      done.push('rename');
      renameSync(from, to);
    });
    syncBuiltinESMExports(); // only a cut of the power would show it otherwise
    try {
      storeFile(target, 'one', {mode: 0o400});
    } finally {
      mock.restoreAll();
      syncBuiltinESMExports();
    }
    assert.deepEqual(done, ['file', 'rename', 'directory']);
  });
});
