import assert from 'node:assert/strict';
import {directoryAt} from '../../../../src/lib/cli/lines/directory-stack.ts';

describe('directories put aside, by their position', () => {
  it('are found from both ends', () => {
    const stack = ['/a', '/b', '/c'] as const;
    assert.deepEqual(
      ['+0', '+2', '-0', '-2'].map((word) => directoryAt(stack, word)),
      ['/a', '/c', '/c', '/a'],
    );
    assert.throws(() => directoryAt(stack, '+3'), /no directory \+3: 3 in all/);
    assert.throws(() => directoryAt(stack, 'x'), /x is no position/);
  });
});
