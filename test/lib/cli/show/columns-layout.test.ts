import assert from 'node:assert/strict';
import fc from 'fast-check';
import stringWidth from 'string-width';
import {inColumns} from '../../../../src/lib/cli/show/columns-layout.ts';

const NAMES = fc.array(fc.stringMatching(/^[a-z日本é.]{1,12}$/u), {minLength: 1, maxLength: 60});

describe('names in columns', () => {
  const lay = (names: readonly string[], width: number): string[] =>
    inColumns(
      names.map((text) => ({text, shown: text})),
      width,
    );

  it('are all there, from the top down, and no line is wider than the terminal', () => {
    fc.assert(
      fc.property(NAMES, fc.integer({min: 12, max: 120}), (names, width) => {
        const lines = lay(names, Math.max(width, ...names.map((name) => stringWidth(name))));
        const rows = lines.map((line) => line.split(/ {2,}/).filter((name) => name !== ''));
        const most = Math.max(...rows.map((row) => row.length));
        const read = Array.from({length: most}, (_, column) =>
          rows.flatMap((row) => row.slice(column, column + 1)),
        );
        assert.deepEqual(read.flat(), names);
        for (const line of lines)
          assert.ok(stringWidth(line) <= Math.max(width, ...names.map((name) => stringWidth(name))));
      }),
    );
  });

  it('stand below each other also where characters are wide or coloured', () => {
    const cells = ['日本', 'ab', 'c', 'd'].map((text) => ({text, shown: `<${text}>`}));
    assert.deepEqual(inColumns(cells, 7), ['<日本>  <c>', '<ab>    <d>']);
  });

  it('are one a line where there is no room for two', () =>
    assert.deepEqual(lay(['aaaa', 'bbbb'], 8), ['aaaa', 'bbbb']));
});
