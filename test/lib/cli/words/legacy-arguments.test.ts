import assert from 'node:assert/strict';
import fc from 'fast-check';
import {normaliseArguments} from '../../../../src/lib/cli/words/legacy-arguments.ts';

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
