import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import {mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import fc from 'fast-check';
import {Archives, type Range, type RangeReader} from '../../../../src/lib/storage/archive/archives.ts';
import {findMember, locateDirectory, TAIL_LENGTH} from '../../../../src/lib/storage/archive/zip-directory.ts';
import {AlienError} from '../../../../src/lib/errors/errors.ts';
import {md5Of} from '../../copy/support/fake-storage.ts';
import {makeZip} from './make-zip.ts';

/** An archive in memory that counts what is read of it. */
class FakeReader implements RangeReader {
  readonly url = 'root://se//archive';
  readonly ranges: Range[] = [];
  readonly #content: Buffer;
  fail: () => void = () => undefined;

  constructor(content: Buffer) {
    this.#content = content;
  }

  async read(range: Range): Promise<{bytes: Buffer; size: number}> {
    await Promise.resolve();
    this.ranges.push(range);
    this.fail();
    const begin = range.offset < 0 ? Math.max(0, this.#content.length + range.offset) : range.offset;
    return {bytes: this.#content.subarray(begin, begin + range.length), size: this.#content.length};
  }

  async download(path: string, range: Range) {
    const {bytes} = await this.read(range);
    await writeFile(path, bytes, {flag: 'wx'});
    return {bytes: bytes.length, seconds: 0, md5: md5Of(bytes)};
  }
}

/** How an entry of the directory of an archive begins. */
const DIRECTORY_ENTRY = Buffer.from('PK\x01\x02');

function flip(bytes: Buffer, at: number): void {
  bytes.writeUInt8(bytes.readUInt8(at) ^ 0xff, at);
}

const CONTENT = Buffer.from('content '.repeat(1000));
const MEMBERS = [
  {name: 'stored.root', content: randomBytes(200_000), localExtra: 9},
  {name: 'deflated.txt', content: CONTENT, deflate: true},
  {name: 'sub/ünï', content: Buffer.from('x')},
  {name: 'empty', content: Buffer.alloc(0)},
  {name: 'empty-deflated', content: Buffer.alloc(0), deflate: true},
];

describe('members of archives', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'alien-zip-'));
  });
  afterEach(() => rm(dir, {recursive: true}));

  async function fetch(reader: RangeReader, member: string, archives = new Archives()): Promise<Buffer> {
    const path = join(dir, `copy of ${member.replace('/', '_')}`);
    const {bytes, md5} = await archives.download(reader, member, path, {});
    const content = await readFile(path);
    assert.deepEqual([bytes, md5], [content.length, md5Of(content)]);
    return content;
  }

  for (const options of [
    {},
    {zip64: true},
    {comment: 'PK\x05\x06 is no end'},
    {zip64: true, comment: 'c'.repeat(65_535)},
  ]) {
    for (const {name, content} of MEMBERS) {
      it(`${name} comes out as it went in (${JSON.stringify(options).slice(0, 40)})`, async () => {
        assert.ok((await fetch(new FakeReader(makeZip(MEMBERS, options)), name)).equals(content));
      });
    }
  }

  it('are read alone, and the directory once', async () => {
    const reader = new FakeReader(makeZip(MEMBERS));
    const archives = new Archives();
    await Promise.all(['stored.root', 'deflated.txt', 'empty'].map((name) => fetch(reader, name, archives)));
    assert.equal(reader.ranges.filter(({offset}) => offset < 0).length, 1);
    assert.equal(reader.ranges.length, 1 + 2 * 3);
    assert.deepEqual((await readdir(dir)).length, 3);
  });

  it('are found in a directory that is longer than the end of the archive', async () => {
    const many = Array.from({length: 3000}, (_, index) => ({
      name: `${index}-${'n'.repeat(40)}`,
      content: Buffer.of(1),
    }));
    const reader = new FakeReader(makeZip([...MEMBERS, ...many]));
    assert.ok((await fetch(reader, 'deflated.txt')).equals(CONTENT));
  });

  const damages: readonly (readonly [string, (zip: Buffer, entry: number) => void])[] = [
    ['the bytes are not those of the checksum', (zip, entry) => flip(zip, entry + 16)],
    ['there are fewer bytes than it says', (zip, entry) => zip.writeUInt32LE(CONTENT.length + 1, entry + 24)],
    ['its own header is elsewhere', (zip) => flip(zip, 0)],
  ];
  for (const deflate of [true, false]) {
    for (const [how, damage] of damages) {
      it(`leave nothing behind when ${how} (${deflate ? 'deflated' : 'stored'})`, async () => {
        const zip = makeZip([{name: 'd', content: CONTENT, deflate}]);
        damage(zip, zip.lastIndexOf(DIRECTORY_ENTRY));
        await assert.rejects(
          fetch(new FakeReader(zip), 'd'),
          (error) =>
            error instanceof AlienError &&
            error.exitCode === 5 &&
            /damaged|cannot be read/.test(error.message),
        );
        assert.deepEqual(await readdir(dir), []);
      });
    }
  }

  it('leave nothing behind when they cannot be inflated', async () => {
    const zip = makeZip([{name: 'd', content: CONTENT, deflate: true}]);
    zip.writeUInt8(zip.readUInt8(40) ^ 0xff, 40);
    await assert.rejects(
      fetch(new FakeReader(zip), 'd'),
      (error) => error instanceof AlienError && error.exitCode === 5,
    );
    assert.deepEqual(await readdir(dir), []);
  });

  it('do not inflate to more than they say', async () => {
    const zip = makeZip([{name: 'bomb', content: Buffer.alloc(1 << 20), deflate: true}]);
    const at = zip.lastIndexOf(DIRECTORY_ENTRY) + 24;
    zip.writeUInt32LE(1000, at);
    await assert.rejects(fetch(new FakeReader(zip), 'bomb'), /damaged/);
  });

  it('are not read when they are larger than the catalogue says', async () => {
    const members = [
      {name: 'stored', content: randomBytes(200_000)},
      {name: 'deflated', content: Buffer.alloc(1 << 20), deflate: true},
    ];
    for (const {name} of members) {
      const reader = new FakeReader(makeZip(members));
      const call = new Archives().download(reader, name, join(dir, 'out'), {size: 6});
      await assert.rejects(call, {exitCode: 5, message: /bytes, the catalogue says 6/});
      assert.equal(reader.ranges.length, 1, 'only the directory');
    }
    assert.deepEqual(await readdir(dir), []);
  });

  it('are not read when they need more room packed than they could', async () => {
    for (const deflate of [false, true]) {
      const zip = makeZip([{name: 'x', content: Buffer.from('123456'), deflate}]);
      zip.writeUInt32LE(1 << 30, zip.lastIndexOf(DIRECTORY_ENTRY) + 20);
      const reader = new FakeReader(zip);
      await assert.rejects(fetch(reader, 'x'), {exitCode: 5, message: /damaged/});
      assert.equal(Math.max(...reader.ranges.map(({length}) => length)), TAIL_LENGTH);
    }
  });

  const refused: readonly (readonly [string, Buffer, number])[] = [
    ['an archive without the member', makeZip([]), 2],
    ['a file that is no archive', randomBytes(1000), 5],
    ['an empty file', Buffer.alloc(0), 5],
    ['an archive that is cut off', makeZip(MEMBERS).subarray(0, -30), 5],
  ];
  for (const [name, content, exitCode] of refused)
    it(`${name} is an error ${exitCode}`, () =>
      assert.rejects(
        fetch(new FakeReader(content), 'x'),
        (error) => error instanceof AlienError && error.exitCode === exitCode,
      ));

  it('are read again after a failure', async () => {
    const reader = new FakeReader(makeZip(MEMBERS));
    const archives = new Archives();
    reader.fail = () => {
      throw new Error('interrupted');
    };
    await assert.rejects(fetch(reader, 'empty', archives), /interrupted/);
    reader.fail = () => undefined;
    assert.equal((await fetch(reader, 'empty', archives)).length, 0);
  });

  it('survive any damage to the directory without another error than ours', () => {
    const zip = makeZip(MEMBERS, {zip64: true});
    fc.assert(
      fc.property(fc.nat(400), fc.nat(255), (fromEnd, value) => {
        const broken = Buffer.from(zip);
        broken.writeUInt8(value, broken.length - 1 - fromEnd);
        try {
          const tail = broken.subarray(-TAIL_LENGTH);
          const {offset, length} = locateDirectory(tail, broken.length);
          findMember(broken.subarray(offset, offset + length), 'stored.root');
        } catch (error) {
          assert.ok(error instanceof AlienError, String(error));
        }
      }),
      {numRuns: 2000},
    );
  });
});
