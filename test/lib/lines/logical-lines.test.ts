import assert from 'node:assert/strict';
import fc from 'fast-check';
import {logicalLines} from '../../../src/lib/lines/logical-lines.ts';

async function linesOf(...pieces: (string | Buffer)[]): Promise<[number, string][]> {
  const stream = (async function* () {
    yield* pieces.map((piece) => Buffer.from(piece));
  })();
  const lines: [number, string][] = [];
  for await (const {number, text} of logicalLines(stream, 'stdin')) lines.push([number, text]);
  return lines;
}

describe('the lines of a batch', () => {
  it('are the same however they come', async () => {
    const text = 'pwd\r\n\ncp größe \\\n  b\n# no \\\nls';
    const bytes = Buffer.from(text);
    const whole = await linesOf(text);
    assert.deepEqual(whole, [
      [1, 'pwd'],
      [2, ''],
      [3, 'cp größe \\\n  b'],
      [5, '# no \\'],
      [6, 'ls'],
    ]);
    await fc.assert(
      fc.asyncProperty(fc.integer({min: 0, max: bytes.length}), async (at) => {
        assert.deepEqual(await linesOf(bytes.subarray(0, at), bytes.subarray(at)), whole);
      }),
    );
  });

  it('come one by one, before the stream has ended', async () => {
    const stream = (async function* () {
      yield Buffer.from('pwd\nl');
      throw new Error('too early');
    })();
    const lines = logicalLines(stream, 'stdin');
    assert.deepEqual((await lines.next()).value, {text: 'pwd', number: 1});
    await assert.rejects(lines.next(), /too early/);
  });

  it('may end in a backslash, and begin with a mark of their coding', async () => {
    assert.deepEqual(await linesOf('\uFEFFls \\'), [[1, 'ls \\']]);
    assert.deepEqual(await linesOf('a\\\\\nb'), [
      [1, 'a\\\\'],
      [2, 'b'],
    ]);
    assert.deepEqual(await linesOf(''), []);
  });

  it('are refused where they are not UTF-8', async () => {
    await assert.rejects(linesOf(Buffer.from([0x6c, 0xff, 0x0a])), /stdin cannot be read: .*UTF-8/);
  });
});
