import assert from 'node:assert/strict';
import {DER, derElement} from '../../../src/lib/trust/der.ts';
import {canonicalName, nameHash} from '../../../src/lib/trust/name-hash.ts';

const OBJECT_ID = 0x06;

const COMMON_NAME = derElement(OBJECT_ID, Buffer.from('550403', 'hex'));
const COUNTRY = derElement(OBJECT_ID, Buffer.from('550406', 'hex'));

/** A pair of kind and text, as it is in a name. */
const pair = (tag: number, text: Buffer, kind = COMMON_NAME): Buffer =>
  derElement(DER.sequence, Buffer.concat([kind, derElement(tag, text)]));
/** A name of some parts, each of some pairs. */
const name = (...parts: Buffer[][]): Buffer =>
  derElement(DER.sequence, Buffer.concat(parts.map((pairs) => derElement(DER.set, Buffer.concat(pairs)))));
const canonical = (tag: number, text: Buffer): Buffer => canonicalName(name([pair(tag, text)]));
const UTF8 = 0x0c;

describe('the hash of a name', () => {
  it('is that of OpenSSL', () => {
    // /DC=ch/DC=cern/CN=CERN Grid Certification Authority
    const cern =
      '305631123010060a0992268993f22c6401191602636831143012060a0992268993f22c64011916046365726e31' +
      '2a3028060355040313214345524e20477269642043657274696669636174696f6e20417574686f72697479';
    assert.equal(nameHash(canonicalName(Buffer.from(cern, 'hex'))), '5168735f');
  });

  it('has eight digits, with zeros in front', () => {
    const hashes = Array.from({length: 40}, (_, i) => nameHash(canonical(UTF8, Buffer.from(`${i}`))));
    for (const hash of hashes) assert.match(hash, /^[0-9a-f]{8}$/);
    assert.ok(hashes.some((hash) => hash.startsWith('0')));
  });
});

describe('the form in which names are compared', () => {
  it('is the same whatever the text is written in', () => {
    const expected = canonical(UTF8, Buffer.from('zürich'));
    const wide = Buffer.alloc(6 * 4);
    for (const [i, letter] of Array.from('Zürich').entries())
      wide.writeUInt32BE(letter.codePointAt(0) ?? 0, i * 4);
    for (const [tag, text] of [
      [UTF8, Buffer.from('Zürich')],
      [0x14, Buffer.from('Zürich', 'latin1')],
      [0x1c, wide],
      [0x1e, Buffer.from('Zürich', 'utf16le').swap16()],
    ] as const) {
      assert.deepEqual(canonical(tag, text), expected, String(tag));
    }
    const plain = canonical(UTF8, Buffer.from('a b'));
    for (const tag of [0x13, 0x14, 0x16, 0x1a]) assert.deepEqual(canonical(tag, Buffer.from('A B')), plain);
  });

  it('has no blanks at the ends, single ones inside, and capitals of ASCII only made small', () => {
    const plain = canonical(UTF8, Buffer.from('ca of x'));
    for (const text of ['CA of X', '  ca of x', 'ca of x\t\n', 'ca \t of\v\f\r x']) {
      assert.deepEqual(canonical(UTF8, Buffer.from(text)), plain, JSON.stringify(text));
    }
    assert.notDeepEqual(canonical(UTF8, Buffer.from('Ä')), canonical(UTF8, Buffer.from('ä')));
    assert.notDeepEqual(canonical(UTF8, Buffer.from('caofx')), plain);
  });

  it('leaves what is no text as it is', () => {
    const bits = Buffer.from('00 AB');
    assert.notDeepEqual(canonical(0x03, bits), canonical(0x03, Buffer.from('00 ab')));
    assert.ok(canonical(0x03, bits).includes(derElement(0x03, bits)));
  });

  it('keeps the order of the parts, not that of the pairs in one', () => {
    const [one, other] = [pair(UTF8, Buffer.from('a')), pair(UTF8, Buffer.from('b'), COUNTRY)];
    assert.deepEqual(canonicalName(name([one, other])), canonicalName(name([other, one])));
    assert.notDeepEqual(canonicalName(name([one], [other])), canonicalName(name([other], [one])));
  });

  it('is not made of a pair without a value', () => {
    assert.throws(() => canonicalName(name([derElement(DER.sequence, COMMON_NAME)])), RangeError);
    assert.throws(() => canonicalName(name([derElement(DER.sequence, Buffer.alloc(0))])), RangeError);
  });
});
