import assert from 'node:assert/strict';
import fs, {chmodSync, chownSync, existsSync, lstatSync, mkdirSync, statSync, symlinkSync} from 'node:fs';
import {syncBuiltinESMExports} from 'node:module';
import {join} from 'node:path';
import {mock} from 'node:test';
import {
  checkDirectory,
  checkReplaceable,
  checkReplaceableDirectory,
  look,
  makePrivateDirectory,
} from '../../../src/lib/credentials/safe-directory.ts';
import {Workbench} from './workbench.ts';

const SOMEBODY_ELSE = 65_534;

describe('a directory for secrets', () => {
  let bench: Workbench;
  let path: string;
  beforeEach(() => {
    bench = new Workbench();
    path = join(bench.home, 'private');
  });
  afterEach(() => bench.remove());

  it('is made for nobody else, or is one already', () => {
    makePrivateDirectory(path);
    assert.equal(statSync(path).mode & 0o777, 0o700);
    makePrivateDirectory(path);
  });

  it('is not made where it cannot be, and the reason is told', () => {
    assert.throws(() => makePrivateDirectory(join(path, 'below')), {
      exitCode: 2,
      message: `There is no directory ${path}.`,
    });
    const file = bench.write('file', '');
    assert.throws(() => makePrivateDirectory(file), {exitCode: 20, message: `${file} is not a directory.`});
    assert.throws(() => makePrivateDirectory(join(file, 'below')), {
      exitCode: 13,
      message: /cannot be made: a part of the path is not a directory/,
    });
    assert.throws(() => makePrivateDirectory('/nonexistent/.globus'), {exitCode: 2, message: /no home/});
    assert.equal(existsSync('/nonexistent'), false);
  });

  it('that is there has to be as safe as one that is made', () => {
    mkdirSync(path);
    chmodSync(path, 0o777);
    assert.throws(() => makePrivateDirectory(path), {exitCode: 13, message: /without the sticky bit/});
    chmodSync(path, 0o1777);
    makePrivateDirectory(path);
  });

  it('says what helps where it is not there', () => {
    assert.throws(
      () => checkDirectory(join(bench.home, 'a b')),
      (error: Error & {exitCode: number; next: string[]}) => {
        assert.deepEqual([error.exitCode, error.next], [2, [`mkdir -p '${bench.home}/a b'`]]);
        return true;
      },
    );
  });

  it('may be replaced where it is ours, or not there', () => {
    checkReplaceableDirectory(path);
    mkdirSync(path);
    checkReplaceableDirectory(path);
    symlinkSync(path, `${path}2`);
    for (const other of [`${path}2`, bench.write('file', '')]) {
      assert.throws(() => checkReplaceableDirectory(other), {exitCode: 13, message: /a link or a file/});
    }
  });

  it('of somebody else is neither used nor replaced, nor is a file; those of root are used', function () {
    if (process.getuid?.() !== 0) {
      console.warn('      needs to be root, to give files away');
      return this.skip();
    }
    mkdirSync(path);
    const file = bench.write('file', '');
    for (const each of [path, file]) chownSync(each, SOMEBODY_ELSE, SOMEBODY_ELSE);
    const theirs = {exitCode: 13, message: /belongs to another user \(user id 65534\)/};
    assert.throws(() => checkReplaceableDirectory(path), theirs);
    assert.throws(() => checkDirectory(path), theirs);
    assert.throws(() => checkReplaceable(file, lstatSync(file)), theirs);
    mock.method(process, 'getuid' as never, () => SOMEBODY_ELSE);
    try {
      checkDirectory(path);
      checkReplaceableDirectory(path);
      checkDirectory(bench.home);
      assert.throws(() => checkReplaceableDirectory(bench.home), {message: /user id 0/});
    } finally {
      mock.restoreAll();
    }
  });

  it('that cannot be looked at is told with the code of the system', () => {
    assert.equal(look(lstatSync, path), undefined);
    const denied = Object.assign(new Error('denied'), {code: 'EACCES', syscall: 'stat'});
    mock.method(fs, 'statSync', () => {
      throw denied; // root is never refused
    });
    syncBuiltinESMExports();
    try {
      assert.throws(() => checkDirectory(path), {exitCode: 13, message: `${path}: permission denied.`});
    } finally {
      mock.restoreAll();
      syncBuiltinESMExports();
    }
  });
});
