import assert from 'node:assert/strict';
import fc from 'fast-check';
import {exitCodeFrom} from '../../../src/lib/errors/exit-codes.ts';

/** What somebody says, and what the process ends with. */
const TABLE: readonly (readonly [unknown, number])[] = [
  ['0', 0],
  [0, 0],
  [' 0\n', 0],
  ['00', 0],
  ['-0', 0],
  [-0, 0],
  ['+7', 7],
  ['1', 1],
  ['255', 255],
  ['256', 1],
  ['512', 2],
  ['32512', 127],
  ['65280', 255],
  ['65536', 1],
  ['257', 1],
  ['300', 44],
  ['-1', 255],
  ['-256', 255],
  ['-255', 1],
  [String(2n ** 64n), 1],
  [1e20, exitCodeFrom('100000000000000000000')],
  ['1.5', 42],
  ['0.0', 42],
  [0.5, 42],
  ['1e2', 42],
  ['0x0', 42],
  ['', 42],
  [' ', 42],
  ['success', 42],
  ['0 failed', 42],
  ['٠', 42],
  ['9'.repeat(1000), 42],
  [Number.NaN, 42],
  [Number.POSITIVE_INFINITY, 42],
  [1e300, 42],
  [null, 42],
  [undefined, 42],
  [true, 42],
  [['0'], 42],
  [{}, 42],
];

describe('an exit code made by somebody else', () => {
  for (const [code, expected] of TABLE) {
    const shown = typeof code === 'string' ? JSON.stringify(code.slice(0, 30)) : String(code);
    it(`${shown} (${typeof code}) ends the process with ${expected}`, () => {
      assert.equal(exitCodeFrom(code), expected);
    });
  }

  it('is always one that a process can have, and 0 only for 0', () => {
    fc.assert(
      fc.property(fc.oneof(fc.bigInt().map(String), fc.integer(), fc.double(), fc.anything()), (code) => {
        const exit = exitCodeFrom(code);
        assert.ok(Number.isInteger(exit) && exit >= 0 && exit <= 255);
        if (exit === 0) assert.ok(Number(code) === 0, 'or -0');
      }),
    );
  });
});
