import assert from 'node:assert/strict';
import fc from 'fast-check';
import {Flags} from '@oclif/core';
import {
  joinValues,
  normaliseArguments,
  ownSpelling,
  typedValue,
} from '../../../../src/lib/cli/words/legacy-arguments.ts';

const FLAGS = new Set(['json', 'retry', 'parent', 'dry-run']);

describe('the spelling of the old clients', () => {
  it('is understood: one dash before a long option', () => {
    assert.deepEqual(normaliseArguments(['-retry', '2', 'x', '-json', '-parent=1'], FLAGS), [
      '--retry',
      '2',
      'x',
      '--json',
      '--parent=1',
    ]);
  });

  it('leaves clusters, short flags with values and numbers alone', () => {
    const words = ['-la', '-T8', '-T', '8', '-5', '-', '--json', 'json', '-jsonx', '-retry2'];
    assert.deepEqual(normaliseArguments(words, FLAGS), words);
  });

  it('is understood: a digit that is a flag, and -h beside other words where a command has it', () => {
    const flags = {human: Flags.boolean({char: 'H', charAliases: ['h']}), 4: Flags.boolean()};
    assert.deepEqual(ownSpelling({flags}, ['-4', '-h', '--', '-h']), ['--4', '--human', '--', '-h']);
    assert.deepEqual(ownSpelling({flags}, ['-h']), ['-h']);
    assert.deepEqual(ownSpelling({flags: {}}, ['-h', 'x', '-4']), ['-h', 'x', '-4']);
  });

  it('lets an option take a word that begins with a dash for its value', () => {
    const flags = {states: Flags.string({char: 'f'}), all: Flags.boolean({char: 'a'})};
    for (const words of [
      ['-f', '-a', 'x'],
      ['--states', '-a', 'x'],
    ]) {
      const [first = '', ...rest] = joinValues(words, flags);
      assert.deepEqual(rest, ['x']);
      assert.equal(typedValue(first.slice(first.indexOf('=') + 1)), '-a');
    }
    for (const words of [
      ['-f', 'x'],
      ['-f'],
      ['-f', '--', '-a'],
      ['-f', '-'],
      ['-a', '-f'],
      ['--', '-f', '-a'],
      ['-fx', '-a'],
    ])
      assert.deepEqual(joinValues(words, flags), words);
  });

  it('leaves everything behind -- alone', () => {
    assert.deepEqual(normaliseArguments(['-json', '--', '-json'], FLAGS), ['--json', '--', '-json']);
  });

  it('never loses, adds or changes a word but by one dash', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constantFrom('-json', '-retry', '--', '-la'))),
        (words) => {
          const result = normaliseArguments(words, FLAGS);
          assert.equal(result.length, words.length);
          result.forEach((word, i) => assert.ok(word === words[i] || word === `-${words[i]}`));
        },
      ),
    );
  });
});
