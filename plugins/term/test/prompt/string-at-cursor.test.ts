import assert from 'node:assert/strict';
import {stringAtCursor} from '../../src/prompt/string-at-cursor.ts';

describe('a string at the cursor', () => {
  const TABLE: readonly [string, string | undefined, string | undefined, readonly string[]][] = [
    ["grid.ls('a", 'a', 'ls', []],
    ['grid.ls("a b', 'a b', 'ls', []],
    ["await grid.cp('file:x', \"alien:y", 'alien:y', 'cp', ['file:x']],
    ["grid.jobs.show('12", '12', 'jobs show', []],
    ["grid.tokenInfo('", '', 'token-info', []],
    ["const x = 'a", 'a', undefined, []],
    ["f(grid.ls('a'), 'b", 'b', undefined, []],
    ["grid.ls('it\\'s", "it\\'s", 'ls', []],
  ];
  for (const [line, text, command, before] of TABLE) {
    it(line, () => assert.deepEqual(stringAtCursor(line), {text, command, before}));
  }
  for (const line of ['grid.ls', "grid.ls('a'", "'a' + b", '']) {
    it(`is not in ${line}`, () => assert.equal(stringAtCursor(line), undefined));
  }
});
