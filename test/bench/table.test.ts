import assert from 'node:assert/strict';
import {replaceTable} from '../../bench/frame/performance-page.ts';
import {atLeast, atMost, columns, duration, ratio} from '../../bench/frame/table.ts';

describe('tables of the bench', () => {
  it('tell a ratio with the smallest and the largest of a round', () => {
    assert.equal(ratio([10, 30, 20], [1, 2, 4]), '10.0 (5.0-15.0)');
    assert.equal(ratio([1], [4]), '0.25');
    assert.equal(ratio([], [4]), '');
    assert.equal(ratio([4], []), '');
  });

  it('tell times as people read them', () => {
    assert.deepEqual([7.42, 135.4, 1340, 13_400, Number.NaN].map(duration), [
      '7.4 ms',
      '135 ms',
      '1.34 s',
      '13.4 s',
      '',
    ]);
  });

  it('have aims beside them, and say where nothing was measured', () => {
    assert.equal(atMost('under 6 ms', 6, 6.1), 'under 6 ms: missed');
    assert.equal(atMost('under 6 ms', 6, 5.9), 'under 6 ms: reached');
    assert.equal(atLeast('30 times', 30, 31), '30 times: reached');
    assert.equal(atLeast('30 times', 30, Number.NaN), '30 times: not measured');
  });

  it('stand in columns', () => {
    const text = columns(
      ['', 'ms'],
      [
        ['first', '7'],
        ['x', '1234'],
      ],
    );
    assert.equal(text, '         ms\nfirst     7\nx      1234');
  });

  const table = {head: ['what', 'ms'], rows: [['a|b', '7']], notes: ['Rounds: 3.', 'More.']};

  it('replace what is between their marks, and only that', () => {
    const page = 'before\n\n<!-- one -->\n\nold\n\n<!-- end of one -->\n\nafter\n';
    assert.equal(
      replaceTable(page, 'one', table, 'here'),
      'before\n\n<!-- one -->\n\nhere\n\n| what | ms |\n| --- | --: |\n| a\\|b | 7 |\n\nRounds: 3. More.\n\n' +
        '<!-- end of one -->\n\nafter\n',
    );
  });

  it('are not written where the page has no place for them', () => {
    assert.throws(() => replaceTable('<!-- one -->', 'one', table, 'here'), /no marks <!-- one -->/);
  });
});
