import assert from 'node:assert/strict';
import fc from 'fast-check';
import stringWidth from 'string-width';
import {progressRows, type RunningTransfer, type Totals} from '../../../../src/lib/cli/copy/progress-rows.ts';

const transfer = (index: number): RunningTransfer => ({
  source: `/alice/data/2024/LHC24ab/000${index}/AO2D.root`,
  place: 'ALICE::CERN::EOS',
  size: 1000,
  bytes: 420,
  rate: 3 << 20,
});
const totals: Totals = {
  files: 100,
  finished: 30,
  failed: 2,
  queued: 6,
  bytes: 100 << 20,
  finishedBytes: 30 << 20,
  rate: 1 << 20,
};
const MANY = Array.from({length: 64}, (_, index) => transfer(index));

describe('the drawing of a copy', () => {
  it('shows of each transfer how far it is, how fast, where and what, and the totals', () => {
    const [first, , bar, last] = progressRows(MANY.slice(0, 2), totals, {columns: 100, rows: 24});
    assert.equal(first, ' 42%   3.0 MiB/s  ALICE::CERN::EOS        /alice/data/2024/LHC24ab/0000/AO2D.root');
    assert.equal(bar, `${'█'.repeat(12)}${'░'.repeat(28)}  30%  1.0 MiB/s, 1 min 10 s left`);
    assert.equal(last, '30/100 files, 30.0 MiB of 100 MiB, 2 failed, 6 queued');
  });

  it('leaves out the place where there is no room for it, and breaks the totals', () => {
    assert.deepEqual(progressRows(MANY, totals, {columns: 40, rows: 7}), [
      ' 42%   3.0 MiB/s  /alice…0/AO2D.root',
      ' 42%   3.0 MiB/s  /alice…1/AO2D.root',
      `${'█'.repeat(9)}${'░'.repeat(22)}  30%`,
      '1.0 MiB/s, 1 min 10 s left',
      '30/100 files, 30.0 MiB of 100 MiB',
      '2 failed, 6 queued, 62 more running',
    ]);
  });

  it('has eight files at the most, however high the window is', () => {
    assert.equal(
      progressRows(MANY, totals, {columns: 80, rows: 60}).filter((line) => line.includes('AO2D')).length,
      8,
    );
  });

  it('says that a file is read, instead of a rate', () => {
    const [line = ''] = progressRows(
      [{...transfer(1), place: 'reading for its md5', rate: undefined}],
      totals,
      {
        columns: 80,
        rows: 24,
      },
    );
    assert.match(line, /^ 42% {2} {10} {2}reading for its md5 /);
  });

  it('fits into any window', () => {
    const window = fc.record({columns: fc.integer({min: 1, max: 200}), rows: fc.integer({min: 1, max: 60})});
    const some = fc.array(
      fc.record({
        source: fc.string({unit: 'grapheme', maxLength: 200, size: 'max'}),
        place: fc.string({unit: 'grapheme-ascii', maxLength: 40, size: 'max'}),
        size: fc.nat(),
        bytes: fc.nat(),
        rate: fc.option(fc.nat(), {nil: undefined}),
      }),
      {maxLength: 70, size: 'max'},
    );
    fc.assert(
      fc.property(window, some, (shape, transfers) => {
        const lines = progressRows(transfers, totals, shape);
        assert.ok(lines.length <= Math.max(shape.rows - 1, 1));
        for (const line of lines) assert.doesNotMatch(line, /[\n\r\t]/);
        if (shape.columns >= 40) for (const line of lines) assert.ok(stringWidth(line) <= shape.columns - 4);
      }),
    );
  });
});
