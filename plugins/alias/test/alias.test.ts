import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {readLine, wordText} from '@alien-grid/cli/command';
import {findLoop} from '../src/find-loop.ts';
import {withWords} from '../src/with-words.ts';

describe('an alias', () => {
  const TABLE: readonly [string, readonly string[], string][] = [
    ['ls -l', [], 'ls -l'],
    ['ls -l', ['x', 'a b'], "ls -l x 'a b'"],
    ['pwd;ls', ['x'], 'pwd;ls x'],
    ['cp alien:$1 file:$2', ['a', 'b'], 'cp alien:a file:b'],
    ['cp "alien:$1" file:x', ['a "b'], 'cp "alien:a \\"b" file:x'],
    ['ls ${1}x', ['a'], 'ls ax'],
    ['ls $@; echo $#', ['a', 'b c'], "ls a 'b c'; echo 2"],
    ['ls $1', [], 'ls '],
    ["ls | awk '{print $1}'", ['x'], "ls | awk '{print $1}' x"],
    ['echo \\$1', ['x'], 'echo \\$1 x'],
    ['echo $?', ['x'], 'echo $? x'],
    ['echo $HOME', [], 'echo $HOME'],
  ];
  for (const [value, words, line] of TABLE) {
    it(`${value} before ${words.join(' ')}`, () => assert.equal(withWords(value, words), line));
  }

  it('hands on each word as it is, whatever is in it', () => {
    const word = fc.string({minLength: 1, maxLength: 8}).filter((text) => !/[\0\r\n]/.test(text));
    fc.assert(
      fc.property(word, fc.constantFrom('echo', 'echo $1', 'echo "$1"', 'echo $@'), (text, value) => {
        const [step] = readLine(withWords(value, [text]));
        assert.ok(step?.command.kind === 'grid');
        assert.deepEqual(
          step.command.words.map((each) => wordText(each, 0)),
          ['echo', text],
        );
      }),
    );
  });
});

describe('aliases that lead back to one another', () => {
  const COMMANDS = new Set(['ls', 'll', 'pwd']);
  const TABLE: readonly [string, Record<string, string>, readonly string[] | undefined][] = [
    ['a', {a: 'b', b: 'a'}, ['a', 'b', 'a']],
    ['a', {a: 'pwd; b', b: 'ls && a'}, ['a', 'b', 'a']],
    ['x', {x: 'a', a: 'b', b: 'a'}, ['x', 'a', 'b', 'a']],
    ['a', {a: 'b', b: 'pwd'}, undefined],
    ['ls', {ls: 'ls -F'}, undefined],
    ['ls', {ls: 'll -F', ll: 'ls -l'}, undefined],
    ['a', {a: '"', b: 'a'}, undefined],
    ['a', {a: '!b', b: 'a'}, undefined],
  ];
  for (const [name, aliases, loop] of TABLE) {
    it(`${name} of ${JSON.stringify(aliases)}`, () => {
      assert.deepEqual(
        findLoop(name, new Map(Object.entries(aliases)), (id) => COMMANDS.has(id)),
        loop,
      );
    });
  }
});
