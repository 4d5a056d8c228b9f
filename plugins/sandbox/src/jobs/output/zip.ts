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
 * Writes a zip archive whose members are stored as they are, so that XRootD's client reads them in place. The fields
 * of zip64 are there only for what is too large without them: of a small archive that client cannot read them.
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
  const {short, extra} = shortened(size, size);
  return Buffer.concat([
    numbers([4, LOCAL], [2, VERSION], [2, FLAGS], [2, 0], [2, 0], [2, DATE], [4, crc], ...short),
    numbers([2, Buffer.byteLength(name)], [2, extra.length]),
    Buffer.from(name),
    extra,
  ]);
}

function centralHeader({name, size, crc, offset}: Placed): Buffer {
  const {short, extra} = shortened(size, size, offset);
  const [packed, unpacked, place] = short as [Field, Field, Field];
  return Buffer.concat([
    numbers([4, CENTRAL], [2, VERSION], [2, VERSION], [2, FLAGS], [2, 0], [2, 0], [2, DATE], [4, crc]),
    numbers(packed, unpacked, [2, Buffer.byteLength(name)], [2, extra.length], [2, 0], [2, 0], [2, 0]),
    numbers([4, 0], place),
    Buffer.from(name),
    extra,
  ]);
}

/** Numbers as fields of 4 bytes, and the extra field of zip64 with those that are too large for that. */
function shortened(...values: readonly number[]): {short: Field[]; extra: Buffer} {
  const large = values.filter((value) => value >= ALL_ONES);
  return {
    short: values.map((value) => [4, Math.min(value, ALL_ONES)]),
    extra:
      large.length === 0
        ? Buffer.alloc(0)
        : numbers([2, 1], [2, 8 * large.length], ...large.map((value): Field => [8, value])),
  };
}

function endOf(count: number, length: number, start: number): Buffer {
  const size = 44; // of the record of zip64, without its first two fields
  const {short, extra} = shortened(length, start);
  const few = Math.min(count, 0xffff);
  const end = numbers([4, END], [2, 0], [2, 0], [2, few], [2, few], ...short, [2, 0]);
  if (extra.length === 0 && few === count) return end;
  return Buffer.concat([
    numbers([4, END_64], [8, size], [2, VERSION], [2, VERSION], [4, 0], [4, 0]),
    numbers([8, count], [8, count], [8, length], [8, start]),
    numbers([4, LOCATOR_64], [4, 0], [8, start + length], [4, 1]),
    end,
  ]);
}

type Field = readonly [bytes: 2 | 4 | 8, value: number];

/** Little-endian numbers of 2, 4 and 8 bytes. */
function numbers(...fields: readonly Field[]): Buffer {
  const buffer = Buffer.alloc(fields.reduce((sum, [bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [bytes, value] of fields) {
    if (bytes === 8) buffer.writeBigUInt64LE(BigInt(value), at);
    else buffer.writeUIntLE(value, at, bytes);
    at += bytes;
  }
  return buffer;
}
