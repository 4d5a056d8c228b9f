const UTF8_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const UTF16_LITTLE = Buffer.from([0xff, 0xfe]);
const UTF16_BIG = Buffer.from([0xfe, 0xff]);

/**
 * The bytes of a PEM file as OpenSSL reads them: editors of other systems put a byte-order mark in front, write two
 * bytes a letter, or end lines their own way. What is no text is left as it is.
 */
export function plainArmour(bytes: Buffer): Buffer {
  const text = decoded(bytes);
  return text?.includes('-----BEGIN ') ? Buffer.from(text.replace(/\r\n?/g, '\n'), 'latin1') : bytes;
}

/** As Latin-1, since what is around the armour may be in any encoding; undefined where nothing is to be done. */
function decoded(bytes: Buffer): string | undefined {
  if (startsWith(bytes, UTF8_MARK)) return bytes.subarray(UTF8_MARK.length).toString('latin1');
  if (startsWith(bytes, UTF16_LITTLE)) return bytes.subarray(UTF16_LITTLE.length).toString('utf16le');
  if (startsWith(bytes, UTF16_BIG) && bytes.length % 2 === 0) {
    return Buffer.from(bytes).swap16().subarray(UTF16_BIG.length).toString('utf16le');
  }
  return bytes.includes('\r') ? bytes.toString('latin1') : undefined;
}

function startsWith(bytes: Buffer, mark: Buffer): boolean {
  return bytes.subarray(0, mark.length).equals(mark);
}
