/** One element of a DER structure, as positions in its bytes. */
export interface DerElement {
  readonly tag: number;
  /** of the whole element */
  readonly start: number;
  /** of what is in it */
  readonly content: number;
  readonly end: number;
}

export const DER = {integer: 0x02, sequence: 0x30, set: 0x31} as const;

/**
 * The element that begins at a position.
 * @throws {RangeError} where the bytes end before it does
 */
export function elementAt(bytes: Buffer, start: number): DerElement {
  const tag = bytes.readUInt8(start);
  const first = bytes.readUInt8(start + 1);
  const width = first < 0x80 ? 0 : first & 0x7f;
  const length = width === 0 ? first : bytes.readUIntBE(start + 2, width);
  const content = start + 2 + width;
  const end = content + length;
  if (end > bytes.length) throw new RangeError('The structure is cut off.');
  return {tag, start, content, end};
}

/** The elements inside of another one, in order. */
export function* childrenOf(bytes: Buffer, parent: DerElement): Generator<DerElement> {
  for (let at = parent.content; at < parent.end;) {
    const element = elementAt(bytes, at);
    yield element;
    at = element.end;
  }
}

/** The bytes of an element with its tag and length. */
export function wholeOf(bytes: Buffer, {start, end}: DerElement): Buffer {
  return bytes.subarray(start, end);
}

/** The bytes inside of an element. */
export function contentOf(bytes: Buffer, {content, end}: DerElement): Buffer {
  return bytes.subarray(content, end);
}

/** Make an element. */
export function derElement(tag: number, content: Buffer): Buffer {
  if (content.length < 0x80) return Buffer.concat([Buffer.from([tag, content.length]), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const significant = length.subarray(length.findIndex((byte) => byte !== 0));
  return Buffer.concat([Buffer.from([tag, 0x80 | significant.length]), significant, content]);
}
