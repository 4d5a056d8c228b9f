import {createHash} from 'node:crypto';
import {createReadStream} from 'node:fs';
import {open} from 'node:fs/promises';
import {crc32} from 'node:zlib';

/** A file to be packed. */
export interface ZipSource {
  readonly name: string;
  readonly file: string;
}

/** A file that was packed. */
export interface ZipMember {
  readonly name: string;
  readonly size: number;
  readonly md5: string;
}

interface Placed extends ZipMember {
  readonly crc: number;
  readonly offset: number;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const VERSION = 45;
/** Names are UTF-8. */
const FLAGS = 0x0800;
/** The first of January 1980: the same content gives the same archive. */
const DATE = 0x0021;
const ALL_ONES = 0xffffffff;

/**
 * Writes a zip archive whose members are stored as they are, so that XRootD's client reads them in place. The zip64
 * fields are always there: the length of the local headers, which that client computes, is then always the same.
 */
export async function writeZip(archive: string, sources: readonly ZipSource[]): Promise<ZipMember[]> {
  const output = await open(archive, 'wx', 0o600);
  try {
    const placed: Placed[] = [];
    let offset = 0;
    const write = async (piece: Buffer): Promise<void> => {
      await output.writeFile(piece);
      offset += piece.length;
    };
    for (const {name, file} of sources) {
      const facts = await measure(file);
      placed.push({name, ...facts, offset});
      await write(localHeader({name, ...facts}));
      for await (const chunk of chunks(file)) await write(chunk);
    }
    const directory = Buffer.concat(placed.map(centralHeader));
    const start = offset;
    await write(directory);
    await write(endOf(placed.length, directory.length, start));
    return placed.map(({name, size, md5}) => ({name, size, md5}));
  } finally {
    await output.close();
  }
}

function chunks(file: string): AsyncIterable<Buffer> {
  return createReadStream(file, {highWaterMark: 1 << 20}) as AsyncIterable<Buffer>;
}

async function measure(file: string): Promise<{size: number; md5: string; crc: number}> {
  const hash = createHash('md5');
  let [size, crc] = [0, 0];
  for await (const chunk of chunks(file)) {
    hash.update(chunk);
    crc = crc32(chunk, crc);
    size += chunk.length;
  }
  return {size, md5: hash.digest('hex'), crc};
}

function localHeader({name, size, crc}: {name: string; size: number; crc: number}): Buffer {
  const extra = numbers([2, 1], [2, 16], [8, size], [8, size]);
  const head = numbers([4, LOCAL], [2, VERSION], [2, FLAGS], [2, 0], [2, 0], [2, DATE], [4, crc]);
  const lengths = numbers([4, ALL_ONES], [4, ALL_ONES], [2, Buffer.byteLength(name)], [2, extra.length]);
  return Buffer.concat([head, lengths, Buffer.from(name), extra]);
}

function centralHeader({name, size, crc, offset}: Placed): Buffer {
  const extra = numbers([2, 1], [2, 24], [8, size], [8, size], [8, offset]);
  const head = numbers(
    [4, CENTRAL],
    [2, VERSION],
    [2, VERSION],
    [2, FLAGS],
    [2, 0],
    [2, 0],
    [2, DATE],
    [4, crc],
  );
  const lengths = numbers(
    [4, ALL_ONES],
    [4, ALL_ONES],
    [2, Buffer.byteLength(name)],
    [2, extra.length],
    [2, 0],
  );
  return Buffer.concat([
    head,
    lengths,
    numbers([2, 0], [2, 0], [4, 0], [4, ALL_ONES]),
    Buffer.from(name),
    extra,
  ]);
}

function endOf(count: number, length: number, start: number): Buffer {
  const size = 44; // of the record, without its first two fields
  return Buffer.concat([
    numbers([4, END_64], [8, size], [2, VERSION], [2, VERSION], [4, 0], [4, 0]),
    numbers([8, count], [8, count], [8, length], [8, start]),
    numbers([4, LOCATOR_64], [4, 0], [8, start + length], [4, 1]),
    numbers([4, END], [2, 0], [2, 0], [2, 0xffff], [2, 0xffff], [4, ALL_ONES], [4, ALL_ONES], [2, 0]),
  ]);
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
