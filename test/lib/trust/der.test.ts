import assert from 'node:assert/strict';
import fc from 'fast-check';
import {DER, childrenOf, contentOf, derElement, elementAt, wholeOf} from '../../../src/lib/trust/der.ts';

const OBJECT_ID = 0x06;

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');

describe('an element of DER', () => {
  it('has its length in one byte up to 127, in more beyond', () => {
    for (const [length, head] of [
      [0, '0400'],
      [127, '047f'],
      [128, '048180'],
      [255, '0481ff'],
      [256, '04820100'],
      [65_536, '0483010000'],
      [16_777_216, '048401000000'],
    ] as const) {
      const made = derElement(0x04, Buffer.alloc(length, 7));
      assert.equal(made.subarray(0, head.length / 2).toString('hex'), head);
      const element = elementAt(made, 0);
      assert.deepEqual(element, {tag: 4, start: 0, content: head.length / 2, end: made.length});
      assert.equal(contentOf(made, element).length, length);
    }
  });

  it('gives back what it was made of, wherever it is', () => {
    fc.assert(
      fc.property(fc.uint8Array({maxLength: 400, size: 'max'}), fc.nat({max: 5}), (content, before) => {
        const made = Buffer.concat([Buffer.alloc(before), derElement(OBJECT_ID, Buffer.from(content))]);
        const element = elementAt(made, before);
        assert.deepEqual([...contentOf(made, element)], [...content]);
        assert.deepEqual(wholeOf(made, element), made.subarray(before));
      }),
    );
  });

  it('has others inside, in their order, and nothing of what is behind it', () => {
    const parts = [
      derElement(DER.integer, bytes('01')),
      derElement(DER.set, bytes('')),
      derElement(4, bytes('0203')),
    ];
    const made = Buffer.concat([
      derElement(DER.sequence, Buffer.concat(parts)),
      derElement(DER.integer, bytes('09')),
    ]);
    const children = [...childrenOf(made, elementAt(made, 0))];
    assert.deepEqual(
      children.map((child) => wholeOf(made, child)),
      parts,
    );
    assert.deepEqual([...childrenOf(made, children[1] ?? assert.fail())], []);
  });

  it('is refused where the bytes end before it does, anywhere', () => {
    const whole = derElement(DER.sequence, derElement(4, Buffer.alloc(300)));
    for (let length = 0; length < whole.length; length++) {
      assert.throws(() => elementAt(whole.subarray(0, length), 0), RangeError, `${length} bytes`);
    }
    assert.throws(() => elementAt(bytes('04020102'), 4), RangeError, 'behind the last one');
    const broken = derElement(DER.sequence, bytes('0405ff'));
    assert.throws(() => [...childrenOf(broken, elementAt(broken, 0))], RangeError);
  });
});
