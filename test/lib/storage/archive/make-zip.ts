import {crc32, deflateRawSync} from 'node:zlib';

export interface Member {
  readonly name: string;
  readonly content: Buffer;
  readonly deflate?: boolean;
  /** bytes of extra fields before the content, which the directory does not know */
  readonly localExtra?: number;
}

/** A zip archive; with `zip64` all sizes and places are in the fields of zip64. */
export function makeZip(members: readonly Member[], {zip64 = false, comment = ''} = {}): Buffer {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const {name, content, deflate = false, localExtra = 0} of members) {
    const packed = deflate ? deflateRawSync(content) : content;
    const local = numbers(
      [4, 0x04034b50],
      [2, 45],
      [2, 0],
      [2, deflate ? 8 : 0],
      [4, 0],
      [4, crc32(content)],
    );
    const sizes = numbers(
      [4, packed.length],
      [4, content.length],
      [2, Buffer.byteLength(name)],
      [2, localExtra],
    );
    const piece = Buffer.concat([local, sizes, Buffer.from(name), Buffer.alloc(localExtra), packed]);
    const large = zip64
      ? numbers([2, 1], [2, 24], [8, content.length], [8, packed.length], [8, at])
      : numbers();
    directory.push(
      numbers([4, 0x02014b50], [2, 45], [2, 45], [2, 0], [2, deflate ? 8 : 0], [4, 0], [4, crc32(content)]),
      zip64 ? numbers([4, 0xffffffff], [4, 0xffffffff]) : numbers([4, packed.length], [4, content.length]),
      numbers([2, Buffer.byteLength(name)], [2, large.length], [2, 0], [2, 0], [2, 0], [4, 0]),
      numbers([4, zip64 ? 0xffffffff : at]),
      Buffer.from(name),
      large,
    );
    pieces.push(piece);
    at += piece.length;
  }
  const entries = Buffer.concat(directory);
  const {length: count} = members;
  const end64 = zip64
    ? Buffer.concat([
        numbers([4, 0x06064b50], [8, 44], [2, 45], [2, 45], [4, 0], [4, 0], [8, count], [8, count]),
        numbers([8, entries.length], [8, at], [4, 0x07064b50], [4, 0], [8, at + entries.length], [4, 1]),
      ])
    : numbers();
  const end = zip64
    ? numbers([4, 0x06054b50], [4, 0], [2, 0xffff], [2, 0xffff], [4, 0xffffffff], [4, 0xffffffff])
    : numbers([4, 0x06054b50], [4, 0], [2, count], [2, count], [4, entries.length], [4, at]);
  return Buffer.concat([...pieces, entries, end64, end, numbers([2, comment.length]), Buffer.from(comment)]);
}

/** Little-endian numbers of 2, 4 and 8 bytes. */
function numbers(...fields: readonly (readonly [bytes: 2 | 4 | 8, value: number])[]): Buffer {
  const buffer = Buffer.alloc(fields.reduce((sum, [bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [bytes, value] of fields) {
    if (bytes === 8) buffer.writeBigUInt64LE(BigInt(value), at);
    else buffer.writeUIntLE(value, at, bytes);
    at += bytes;
  }
  return buffer;
}
