import assert from 'node:assert/strict';
import {createRequire} from 'node:module';
import {SERVED, isServed} from '../../../src/lib/agent/served.ts';

const {commands} = createRequire(import.meta.url)('../../../oclif.manifest.json') as {commands: object};

describe('what an agent does', () => {
  for (const words of [['pwd'], ['ls', '-la', 'd'], ['stat', '--', 'x'], ['ls', '--json']]) {
    it(words.join(' '), () => assert.ok(isServed(words)));
  }

  for (const words of [
    [],
    ['rm', 'x'],
    ['cp', 'a', 'b'],
    ['ls', '--help'],
    ['ls', '-h'],
    ['ls', '-help'],
    ['ls', '-'],
    ['version', '--check'],
    ['pwd;ls'],
  ]) {
    it(`not: ${words.join(' ')}`, () => assert.equal(isServed(words), false));
  }

  it('knows no name that is no command', () => {
    assert.deepEqual(
      [...SERVED].filter((name) => !(name in commands)),
      [],
    );
  });
});
