import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import fc from 'fast-check';
import {type LineMarks, LineMarker} from '../../../src/lib/words/marked-lines.ts';

/** What `cat` of this machine makes of the same bytes is what is right. */
function byCat(content: Buffer, {numbers, squeeze, ends, tabs, visible}: LineMarks): string {
  const letters = [
    numbers === 'all' && 'n',
    numbers === 'filled' && 'b',
    squeeze && 's',
    ends && 'E',
    tabs && 'T',
    visible && 'v',
  ].filter(Boolean);
  const words = letters.length > 0 ? [`-${letters.join('')}`] : [];
  return spawnSync('cat', words, {input: content, encoding: 'latin1'}).stdout;
}

const MARKS = fc.record({
  numbers: fc.constantFrom('all' as const, 'filled' as const, undefined),
  squeeze: fc.boolean(),
  ends: fc.boolean(),
  tabs: fc.boolean(),
  visible: fc.boolean(),
}) as fc.Arbitrary<LineMarks>;

/** Without a carriage return, for which versions of `cat -E` differ. */
const BYTES = fc.array(
  fc.oneof(
    fc.constantFrom(10, 9, 97),
    fc.nat(255).filter((byte) => byte !== 13),
  ),
  {maxLength: 60},
);

describe('marked lines', () => {
  it('are those of cat, however the bytes come in', () => {
    fc.assert(
      fc.property(BYTES, fc.nat(60), MARKS, (bytes, at, marks) => {
        const marker = new LineMarker(marks);
        const content = Buffer.from(bytes);
        const parts = [content.subarray(0, at), content.subarray(at)];
        const marked = Buffer.concat(parts.map((part) => marker.mark(part))).toString('latin1');
        assert.equal(marked, byCat(content, marks));
      }),
      {numRuns: 60},
    );
  });
});
