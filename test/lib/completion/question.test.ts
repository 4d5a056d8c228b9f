import assert from 'node:assert/strict';
import {type Question, questionIn, wordsOf} from '../../../src/lib/completion/question.ts';

describe('what a shell asks at a TAB', () => {
  const question: Question = {shell: 'zsh', text: 'alien ls -debug --', replaced: '--'};

  it('is read as it is written, with words that look like options', () => {
    assert.deepEqual(questionIn(wordsOf(question, false)), {question, isLater: false});
    assert.deepEqual(questionIn(wordsOf(question, true)), {question, isLater: true});
  });

  for (const words of [
    [],
    ['complete'],
    ['complete', '--help'],
    ['complete', 'csh', 'alien l'],
    ['ls', 'bash'],
  ]) {
    it(`is not: ${words.join(' ')}`, () => assert.equal(questionIn(words), undefined));
  }
});
