import assert from 'node:assert/strict';
import fc from 'fast-check';
import {MESSAGE, NumberReader, message, readRequest} from '../../../src/lib/agent/messages.ts';

const REQUEST = ['22', '2', 'ls', '-l', 'A=b=c', 'EMPTY='];
const bytesOf = (parts: readonly string[]) => Buffer.from(parts.map((part) => `${part}\0`).join(''));

describe('messages of launcher and worker', () => {
  it('tell a command', () => {
    assert.deepEqual(readRequest(bytesOf(REQUEST)), {
      umask: 0o22,
      words: ['ls', '-l'],
      env: {A: 'b=c', EMPTY: ''},
    });
  });

  it('keep empty words', () => {
    assert.deepEqual(readRequest(bytesOf(['0', '2', 'ls', '', ''])).words, ['ls', '']);
    assert.deepEqual(readRequest(bytesOf(['0', '2', 'ls', ''])).words, ['ls', '']);
  });

  for (const [what, bytes] of [
    ['nothing', Buffer.alloc(0)],
    ['no umask', bytesOf(['x', '1', 'ls'])],
    ['fewer words than it says', bytesOf(['0', '3', 'ls'])],
    ['a count that is none', bytesOf(['0', '-1', 'ls'])],
    ['what is no UTF-8', Buffer.from([...bytesOf(['0', '1']), 0xff, 0])],
  ] as const) {
    it(`are refused with ${what}`, () => assert.throws(() => readRequest(bytes)));
  }

  it('are read from pieces of any size', () => {
    const sizes = fc.array(fc.integer({min: 1, max: 30}), {minLength: 1});
    fc.assert(
      fc.property(fc.array(fc.integer({min: -5, max: 70})), sizes, (numbers, lengths) => {
        const all = Buffer.concat(numbers.map((number) => message(MESSAGE.signal, number)));
        const reader = new NumberReader();
        const read: number[] = [];
        for (let at = 0, turn = 0; at < all.length; turn++) {
          const size = lengths[turn % lengths.length] ?? 1;
          read.push(...reader.read(all.subarray(at, at + size)).map(({number}) => number));
          at += size;
        }
        assert.deepEqual(read, numbers);
      }),
    );
  });
});
