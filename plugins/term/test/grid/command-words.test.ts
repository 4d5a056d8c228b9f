import assert from 'node:assert/strict';
import {commandWords, type Operand, type Options} from '../../src/grid/command-words.ts';

describe('the words of a call', () => {
  const TABLE: readonly [string, readonly (Operand | Options)[], string][] = [
    ['ls', [], 'ls --json'],
    ['ls', ['x', {all: true}], 'ls --json --all x'],
    ['ls', [{a: true, long: false}, 'x'], 'ls --json -a x'],
    ['ps', [{states: 'RUNNING', limit: 5}], 'ps --json --states=RUNNING --limit=5'],
    ['find', ['.', '*', {minSize: '1M', o: 2}], 'find --json --min-size=1M -o 2 . *'],
    ['find', [{exclude: ['a', 'b']}], 'find --json --exclude=a --exclude=b'],
    ['kill', [1234, 99], 'kill --json 1234 99'],
    ['rm', ['-x', {r: true}], 'rm --json -r -- -x'],
    ['jobs:list', [{all: undefined}], 'jobs list --json'],
  ];
  for (const [id, values, line] of TABLE) {
    it(line, () => assert.equal(commandWords(id, ['--json'], values).join(' '), line));
  }
});
