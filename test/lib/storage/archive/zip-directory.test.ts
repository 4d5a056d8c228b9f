import assert from 'node:assert/strict';
import {
  dataOffset,
  findMember,
  LOCAL_HEADER_LENGTH,
  locateDirectory,
  TAIL_LENGTH,
  type ZipEntry,
} from '../../../../src/lib/storage/archive/zip-directory.ts';

const IN_ZIP64 = 0xffffffff;
const damaged = (why: string) => ({exitCode: 5, message: `The archive cannot be read: ${why}.`});

function written(length: number, fields: Readonly<Record<number, readonly [bytes: number, value: number]>>) {
  const buffer = Buffer.alloc(length);
  for (const [at, [bytes, value]] of Object.entries(fields)) {
    if (bytes === 8) buffer.writeBigUInt64LE(BigInt(value), Number(at));
    else buffer.writeUIntLE(value, Number(at), bytes);
  }
  return buffer;
}

describe('the directory of an archive', () => {
  const end = (length: number, offset: number, comment = '') =>
    Buffer.concat([
      written(22, {0: [4, 0x06054b50], 12: [4, length], 16: [4, offset], 20: [2, comment.length]}),
      Buffer.from(comment),
    ]);
  const record64 = (length: number, offset: number) =>
    written(56, {0: [4, 0x06064b50], 40: [8, length], 48: [8, offset]});
  const locator = (record: number) => written(20, {0: [4, 0x07064b50], 8: [8, record]});

  it('is where the end of the archive says, if that is inside of it', () => {
    assert.deepEqual(locateDirectory(end(10, 5), 37), {offset: 5, length: 10});
    assert.deepEqual(locateDirectory(end(10, 5), 15), {offset: 5, length: 10});
    assert.throws(() => locateDirectory(end(10, 5), 14), damaged('its directory is outside'));
  });

  it('is found before the longest comment, and none that a comment only seems to begin', () => {
    const longest = end(10, 5, 'c'.repeat(65_535));
    assert.ok(TAIL_LENGTH >= longest.length + 20 + 56);
    assert.deepEqual(locateDirectory(longest, 1e6), {offset: 5, length: 10});
    const misleading = end(10, 5, `${end(1, 1).toString('latin1')} is no end`);
    assert.deepEqual(locateDirectory(misleading, 1e6), {offset: 5, length: 10});
  });

  it('is not found in what is shorter than an end, or has none', () => {
    for (const tail of [Buffer.alloc(0), end(0, 0).subarray(0, 21), Buffer.alloc(100)])
      assert.throws(
        () => locateDirectory(tail, 1e6),
        damaged('it has no directory, as if it were no zip archive'),
      );
  });

  it('is where the record of zip64 says, if its length or its place has no room elsewhere', () => {
    for (const short of [end(IN_ZIP64, 7), end(7, IN_ZIP64), end(IN_ZIP64, IN_ZIP64)]) {
      // The record begins the tail, and in the other archive comes later in it.
      for (const before of [0, 9]) {
        const tail = Buffer.concat([
          Buffer.alloc(before),
          record64(11, 2 ** 33),
          locator(2 ** 34 + before),
          short,
        ]);
        const size = 2 ** 34 + tail.length;
        assert.deepEqual(locateDirectory(tail, size), {offset: 2 ** 33, length: 11});
      }
    }
    const outside = Buffer.concat([record64(11, 2 ** 35), locator(2 ** 34), end(IN_ZIP64, IN_ZIP64)]);
    assert.throws(
      () => locateDirectory(outside, 2 ** 34 + outside.length),
      damaged('its directory is outside'),
    );
  });

  it('is not looked for where the records of zip64 are not whole', () => {
    const short = end(IN_ZIP64, IN_ZIP64);
    const incomplete = (...pieces: Buffer[]) => {
      const tail = Buffer.concat(pieces);
      assert.throws(() => locateDirectory(tail, tail.length), damaged('its end is incomplete'));
    };
    incomplete(short);
    incomplete(Buffer.alloc(19), short);
    incomplete(locator(0), short);
    incomplete(record64(1, 1), Buffer.alloc(20), short);
    incomplete(Buffer.alloc(56), locator(0), short);
    incomplete(record64(1, 1), locator(50), short);
    const tail = Buffer.concat([record64(1, 1), locator(99), short]);
    assert.throws(() => locateDirectory(tail, 100 + tail.length), damaged('its end is incomplete'));
  });

  it('may have its record of zip64 at the very end of what was read', () => {
    const tail = Buffer.concat([Buffer.alloc(14), locator(0), end(IN_ZIP64, IN_ZIP64)]);
    tail.writeUInt32LE(0x06064b50, 0);
    assert.throws(() => locateDirectory(tail, tail.length), damaged('its directory is outside'));
  });
});

describe('a member in the directory of an archive', () => {
  interface Fields {
    readonly flags?: number;
    readonly method?: number;
    readonly packed?: number;
    readonly size?: number;
    readonly header?: number;
    readonly extra?: Buffer;
    readonly comment?: string;
  }
  const entry = (
    name: string,
    {
      flags = 0,
      method = 0,
      packed = 1,
      size = 2,
      header = 3,
      extra = Buffer.alloc(0),
      comment = '',
    }: Fields = {},
  ) =>
    Buffer.concat([
      written(46, {
        0: [4, 0x02014b50],
        8: [2, flags],
        10: [2, method],
        16: [4, 0xcafe],
        20: [4, packed],
        24: [4, size],
        28: [2, name.length],
        30: [2, extra.length],
        32: [2, comment.length],
        42: [4, header],
      }),
      Buffer.from(name),
      extra,
      Buffer.from(comment),
    ]);
  const extra = (id: number, ...values: number[]) =>
    Buffer.concat([
      written(4, {0: [2, id], 2: [2, 8 * values.length]}),
      ...values.map((value) => written(8, {0: [8, value]})),
    ]);
  const sizes = ({size, packedSize, headerOffset}: ZipEntry) => [size, packedSize, headerOffset];

  it('is told with all its numbers', () => {
    const facts = {size: 2, packedSize: 1, headerOffset: 3, crc32: 0xcafe};
    assert.deepEqual(findMember(entry('a'), 'a'), {name: 'a', method: 'stored', ...facts});
    assert.deepEqual(findMember(entry('a', {method: 8}), 'a'), {name: 'a', method: 'deflated', ...facts});
  });

  it('is found by its whole name, behind the fields and the comments of others', () => {
    const directory = Buffer.concat([
      entry('a', {size: 10, extra: extra(7, 1), comment: 'a comment'}),
      entry('ab', {size: 20}),
      entry('b', {size: 30}),
      entry('', {size: 40}),
    ]);
    for (const [name, size] of [
      ['a', 10],
      ['ab', 20],
      ['b', 30],
      ['', 40],
    ] as const)
      assert.equal(findMember(directory, name).size, size, name);
    for (const name of ['c', 'abc'])
      assert.throws(() => findMember(directory, name), {
        exitCode: 2,
        message: `The archive has no member ${name}.`,
      });
  });

  it('is the last one of that name, as for other programs', () => {
    assert.equal(findMember(Buffer.concat([entry('a', {size: 1}), entry('a', {size: 2})]), 'a').size, 2);
  });

  it('is not looked for behind what is no entry, nor in one that is cut off', () => {
    const other = Buffer.concat([Buffer.alloc(46), entry('a')]);
    assert.throws(() => findMember(other, 'a'), {exitCode: 2});
    assert.throws(() => findMember(entry('abc').subarray(0, -1), 'a'), damaged('its directory is cut off'));
    assert.throws(() => findMember(entry('abc').subarray(0, 45), 'a'), {exitCode: 2});
  });

  it('is refused where it is encrypted, or packed in another way', () => {
    for (const fields of [{flags: 1}, {flags: 0x0801}, {method: 1}, {method: 12}])
      assert.throws(() => findMember(entry('a', fields), 'a'), {
        exitCode: 95,
        message: /The member a is encrypted, or/,
      });
    assert.equal(findMember(entry('a', {flags: 0x0800}), 'a').size, 2);
  });

  it('has those numbers from zip64 that do not fit, in their order', () => {
    const large = 2 ** 40;
    const find = (fields: Fields) => sizes(findMember(entry('a', fields), 'a'));
    const all = {size: IN_ZIP64, packed: IN_ZIP64, header: IN_ZIP64};
    assert.deepEqual(find({...all, extra: extra(1, large, large + 1, large + 2)}), [
      large,
      large + 1,
      large + 2,
    ]);
    assert.deepEqual(find({size: IN_ZIP64, extra: extra(1, large)}), [large, 1, 3]);
    assert.deepEqual(find({packed: IN_ZIP64, extra: extra(1, large)}), [2, large, 3]);
    assert.deepEqual(find({header: IN_ZIP64, extra: extra(1, large)}), [2, 1, large]);
    assert.deepEqual(find({extra: extra(1, large)}), [2, 1, 3]);
  });

  it('finds the field of zip64 behind others, and takes no more from it than there is', () => {
    const find = (field: Buffer) =>
      findMember(entry('a', {size: IN_ZIP64, header: IN_ZIP64, extra: field}), 'a');
    const behind = Buffer.concat([extra(7, 5), extra(9), extra(1, 100, 200)]);
    assert.deepEqual([find(behind).size, find(behind).headerOffset], [100, 200]);
    // The length of the field cuts off the second number, and so does its end.
    const short = extra(1, 100, 200);
    short.writeUInt16LE(15, 2);
    for (const field of [extra(1, 100), short, extra(1, 100, 200).subarray(0, -1)])
      assert.deepEqual([find(field).size, find(field).headerOffset], [100, IN_ZIP64]);
    const followed = Buffer.concat([extra(1, 100), extra(1, 300)]);
    assert.equal(find(followed).headerOffset, IN_ZIP64);
    for (const field of [Buffer.alloc(3), extra(1), extra(2, 100)]) assert.equal(find(field).size, IN_ZIP64);
  });

  it('has its bytes behind its own header, with the names and fields that are there', () => {
    const header = written(LOCAL_HEADER_LENGTH, {0: [4, 0x04034b50], 26: [2, 300], 28: [2, 7]});
    const member = findMember(entry('a', {header: 1000}), 'a');
    assert.equal(dataOffset(member, header), 1000 + 30 + 300 + 7);
    const elsewhere = damaged('the member a is not where it should be');
    assert.throws(() => dataOffset(member, header.subarray(0, -1)), elsewhere);
    assert.throws(() => dataOffset(member, Buffer.alloc(LOCAL_HEADER_LENGTH)), elsewhere);
  });
});
