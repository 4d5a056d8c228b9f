import assert from 'node:assert/strict';
import {hasOwnFiles, namesOwnFile} from '../../../src/lib/agent/own-files.ts';

describe('a file that is another one in each process', () => {
  for (const name of [
    '/dev/stdin',
    'file:/dev/stdout',
    '--report=/dev/stderr',
    '/dev/fd/63',
    'file:///dev/fd/63',
    '//dev//./stdin',
    '/dev/tty',
    '/proc/self/fd/0',
    '/proc/thread-self/cwd/x',
  ]) {
    it(name, () => assert.ok(namesOwnFile(name)));
  }

  for (const name of [
    '/dev/null',
    '/dev/shm/x',
    'dev/stdin.txt',
    '/dev/stdin.txt',
    '/dev/ttyS0',
    '/proc/1/x',
    'file:x',
  ]) {
    it(`not: ${name}`, () => assert.equal(namesOwnFile(name), false));
  }

  it('may be meant by a relative name in some directories', () => {
    assert.deepEqual(['/dev', '/dev/fd', '/proc/7', '/device', '/home/dev'].map(hasOwnFiles), [
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});
