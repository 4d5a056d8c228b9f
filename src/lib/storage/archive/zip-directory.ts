import {ServerError} from '../../errors/errors.ts';

/** One member of a zip archive, as its central directory describes it. */
export interface ZipEntry {
  readonly name: string;
  readonly method: 'stored' | 'deflated';
  /** bytes in the archive */
  readonly packedSize: number;
  /** bytes of the file */
  readonly size: number;
  readonly crc32: number;
  /** where its own header begins in the archive */
  readonly headerOffset: number;
}

/** Bytes at the end of an archive in which the end record is: it, the longest comment, and the records of zip64. */
export const TAIL_LENGTH = 22 + 65_535 + 20 + 56;
/** Bytes of the header before each member, without its name and extra fields. */
export const LOCAL_HEADER_LENGTH = 30;

const END_RECORD = 0x06054b50;
const ZIP64_LOCATOR = 0x07064b50;
const ZIP64_END_RECORD = 0x06064b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;

const IN_ZIP64 = 0xffffffff;
const ENCRYPTED = 1;

/**
 * Find the central directory in the end of an archive.
 * @param tail the last bytes of the archive, TAIL_LENGTH of them or all
 * @param fileSize of the archive
 * @throws {ServerError} 5 for a file that is no zip archive
 */
export function locateDirectory(tail: Buffer, fileSize: number): {offset: number; length: number} {
  for (let at = tail.length - 22; at >= 0; at--) {
    if (tail.readUInt32LE(at) !== END_RECORD || at + 22 + tail.readUInt16LE(at + 20) !== tail.length)
      continue;
    const place = {length: tail.readUInt32LE(at + 12), offset: tail.readUInt32LE(at + 16)};
    const is64 = place.offset === IN_ZIP64 || place.length === IN_ZIP64;
    const found = is64 ? locateInZip64(tail, at, fileSize) : place;
    if (found.offset + found.length > fileSize) throw damaged('its directory is outside');
    return found;
  }
  throw damaged('it has no directory, as if it were no zip archive');
}

function locateInZip64(tail: Buffer, end: number, fileSize: number): {offset: number; length: number} {
  const locator = end - 20;
  if (locator < 0 || tail.readUInt32LE(locator) !== ZIP64_LOCATOR) throw damaged('its end is incomplete');
  const record = whole(tail, locator + 8) - (fileSize - tail.length);
  if (record < 0 || record + 56 > tail.length || tail.readUInt32LE(record) !== ZIP64_END_RECORD) {
    throw damaged('its end is incomplete');
  }
  return {length: whole(tail, record + 40), offset: whole(tail, record + 48)};
}

/**
 * Find one member in a central directory. Where several have the name the last one counts.
 * @throws {ServerError} 2 where there is none, 95 for one that is encrypted or compressed in an uncommon way
 */
export function findMember(directory: Buffer, name: string): ZipEntry {
  const wanted = Buffer.from(name);
  let found: ZipEntry | undefined;
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === DIRECTORY_ENTRY;) {
    const nameEnd = at + 46 + directory.readUInt16LE(at + 28);
    const extraEnd = nameEnd + directory.readUInt16LE(at + 30);
    if (extraEnd > directory.length) throw damaged('its directory is cut off');
    if (directory.subarray(at + 46, nameEnd).equals(wanted))
      found = entryAt(directory, at, name, directory.subarray(nameEnd, extraEnd));
    at = extraEnd + directory.readUInt16LE(at + 32);
  }
  if (found === undefined)
    throw new ServerError(`The archive has no member ${name}.`, {code: 'NO_SUCH_FILE'});
  return found;
}

function entryAt(directory: Buffer, at: number, name: string, extra: Buffer): ZipEntry {
  const method = directory.readUInt16LE(at + 10);
  if ((directory.readUInt16LE(at + 8) & ENCRYPTED) !== 0 || (method !== 0 && method !== 8)) {
    throw new ServerError(`The member ${name} is encrypted, or compressed in a way that is not known here.`, {
      code: 'NOT_SUPPORTED',
    });
  }
  // In this order those that do not fit are in the extra field of zip64.
  const large = zip64Values(extra);
  const value = (short: number): number => (short === IN_ZIP64 ? (large.shift() ?? short) : short);
  const size = value(directory.readUInt32LE(at + 24));
  const packedSize = value(directory.readUInt32LE(at + 20));
  const headerOffset = value(directory.readUInt32LE(at + 42));
  const crc32 = directory.readUInt32LE(at + 16);
  return {name, method: method === 0 ? 'stored' : 'deflated', size, packedSize, headerOffset, crc32};
}

function zip64Values(extra: Buffer): number[] {
  for (let at = 0; at + 4 <= extra.length;) {
    const end = at + 4 + extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === 1) {
      const values: number[] = [];
      for (let each = at + 4; each + 8 <= Math.min(end, extra.length); each += 8)
        values.push(whole(extra, each));
      return values;
    }
    at = end;
  }
  return [];
}

/**
 * Where the bytes of a member begin.
 * @param header the first LOCAL_HEADER_LENGTH bytes at `headerOffset`
 * @throws {ServerError} 5 where there is no member
 */
export function dataOffset({headerOffset, name}: ZipEntry, header: Buffer): number {
  if (header.length < LOCAL_HEADER_LENGTH || header.readUInt32LE(0) !== LOCAL_HEADER) {
    throw damaged(`the member ${name} is not where it should be`);
  }
  return headerOffset + LOCAL_HEADER_LENGTH + header.readUInt16LE(26) + header.readUInt16LE(28);
}

function whole(buffer: Buffer, at: number): number {
  return Number(buffer.readBigUInt64LE(at));
}

/** That the bytes of a member are not those that the directory of its archive describes. */
export function damagedMember({name}: ZipEntry, cause?: unknown): ServerError {
  return new ServerError(`The member ${name} of the archive is damaged.`, {code: 'INPUT_OUTPUT', cause});
}

function damaged(why: string): ServerError {
  return new ServerError(`The archive cannot be read: ${why}.`, {code: 'INPUT_OUTPUT'});
}
