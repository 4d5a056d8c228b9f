import assert from 'node:assert/strict';
import {firstSentence} from '../../../../src/lib/cli/help/first-sentence.ts';

describe('the first sentence', () => {
  for (const [text, first, rest] of [
    ['One only.', 'One only.', ''],
    ['One. Two. Three.', 'One.', 'Two. Three.'],
    ['Take $1, $2, ... in it. Then more.', 'Take $1, $2, ... in it.', 'Then more.'],
    ['Files such as a.root and b. c.', 'Files such as a.root and b. c.', ''],
    ['Print it. "token" stores it.', 'Print it.', '"token" stores it.'],
    ['', '', ''],
  ] as const) {
    it(`of ${JSON.stringify(text)}`, () => assert.deepEqual(firstSentence(text), {first, rest}));
  }
});
