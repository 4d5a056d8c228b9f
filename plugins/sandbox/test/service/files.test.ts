import assert from 'node:assert/strict';
import {startGrid} from '../../src/testing.ts';
import type {TestGrid} from '../../src/testing.ts';
import {connect, register} from '../support/client.ts';
import type {Client} from '../support/client.ts';

const HOME = '/alice/cern.ch/user/d/demo';
const MD5 = '58ca7abc42b2cdfe2e08655d485de77e';
const NO_PLACE = '77 File descriptor in bad state : No write PFNs';
const NOTHING = '53 Invalid request descriptor : Nothing was registered';

/** The same envelope for another path. */
function forge(envelope: string): string {
  const [macaroon = '', ...more] = envelope.split('&');
  const text = Buffer.from(macaroon, 'base64url').toString('latin1');
  const forged = text.replace(/disk[12](.*)[0-9a-f]$/m, (path) => `${path.slice(0, -1)}x`);
  return [Buffer.from(forged, 'latin1').toString('base64url'), ...more].join('&');
}

describe('access and commit', () => {
  let grid: TestGrid;
  let demo: Client;
  before(async () => {
    grid = await startGrid({users: ['demo', 'bob']});
    demo = await connect(grid);
  });
  after(() => grid.stop());

  it('book places, register replicas and give them back', async () => {
    const lfn = `${HOME}/f1`;
    const places = await demo.must('access', '-s', '10', '-m', MD5, 'write', lfn);
    assert.deepEqual(
      places.map(({se}) => se),
      ['ALICE::SANDBOX::DISK1', 'ALICE::SANDBOX::DISK2'],
    );
    const [first, second] = places as Record<string, string>[];
    assert.match(first?.['envelope'] ?? '', /^[\w-]{76}\n[\w\n-]+\n&scitag\.flow=335&eos\.app=cliUpload$/);
    assert.match(first?.['url'] ?? '', /^root:\/\/127\.0\.0\.1:\d+\/\/disk1\/\d\d\/\d{5}\/[0-9a-f-]{36}$/);
    assert.match(await demo.failure('ls', lfn), /^2 /, 'nothing is there before the commit');

    const done = await demo.must('commit', first?.['envelope'], '10', lfn);
    assert.deepEqual(done, [{path: lfn, lfn: '1', pfn: first?.['url'], message: `${lfn} 1`}]);
    assert.equal((await demo.must('access', 'read', lfn)).length, 1);
    await demo.must(
      'commit',
      second?.['envelope'],
      '10',
      lfn,
      '755',
      '0',
      second?.['url'],
      second?.['se'],
      first?.['guid'],
      MD5,
    );
    const copies = await demo.must('access', '-nomsg', 'read', lfn);
    assert.deepEqual(
      copies.map(({url, md5, size, nSEs, tags}) => [url, md5, size, nSEs, tags]),
      [
        [first?.['url'], MD5, '10', '2', '[disk]'],
        [second?.['url'], MD5, '10', '2', '[disk]'],
      ],
    );
    assert.equal(
      await demo.failure('commit', second?.['envelope'], '10', lfn),
      NOTHING,
      'a booking serves once',
    );
    const [entry] = await demo.must('stat', lfn);
    assert.deepEqual([entry?.['guid'], entry?.['size'], entry?.['md5']], [first?.['guid'], '10', MD5]);
  });

  it('commit refuses other sizes, other checksums, forged and foreign envelopes', async () => {
    const lfn = `${HOME}/f2`;
    const [place] = (await demo.must('access', '-s', '10', '-m', MD5, 'write', lfn)) as Record<
      string,
      string
    >[];
    const envelope = place?.['envelope'] ?? '';
    const other = 'd41d8cd98f00b204e9800998ecf8427e';
    assert.equal(await demo.failure('commit', envelope, '11', lfn), NOTHING);
    assert.equal(await demo.failure('commit', envelope, '10', lfn, '', '', '', '', '', other), NOTHING);
    assert.equal(await demo.failure('commit', 'garbage', '10', lfn), NOTHING);
    const forged = forge(envelope);
    assert.notEqual(forged, envelope);
    assert.equal(await demo.failure('commit', forged, '10', lfn), NOTHING);
    assert.equal(
      await demo.failure('commit', envelope, '0', lfn),
      '22 Invalid argument : Size should be known at commit time',
    );

    const bob = await connect(grid, 'bob');
    assert.equal((await bob.must('commit', envelope, '10', lfn))[0]?.['lfn'], '1', 'claims success');
    assert.match(await demo.failure('ls', lfn), /^2 /, 'but nothing is registered');
    await demo.must('commit', envelope, '10', lfn);
  });

  it('commit of a second content for a new name is a success, and the name keeps the first', async () => {
    const lfn = `${HOME}/twice`;
    const book = async (md5: string) =>
      (await demo.must('access', '-s', '10', '-m', md5, 'write', lfn, 'disk:2')) as Record<string, string>[];
    const other = 'd41d8cd98f00b204e9800998ecf8427e';
    const [first, second] = [await book(MD5), await book(other)];
    for (const place of [...first, ...second])
      assert.equal((await demo.must('commit', place['envelope'], '10', lfn))[0]?.['lfn'], '1');
    const [entry] = await demo.must('stat', lfn);
    assert.deepEqual([entry?.['guid'], entry?.['md5']], [first[0]?.['guid'], MD5]);
    assert.equal((await demo.must('access', 'read', lfn)).length, 2);
    const lost = second[0]?.['guid'];
    assert.match(await demo.failure('guid2lfn', lost), /^2 .*No LFNs are associated/);
    await demo.must('deleteMirror', '-g', lost, second[0]?.['se']);
    assert.equal((await demo.must('access', 'read', lfn)).length, 2, 'that of the first one stays');
  });

  it('a read envelope is good for nothing else', async () => {
    await register(demo, `${HOME}/f3`, 10, MD5, 'disk:1');
    const [copy] = await demo.must('access', 'read', `${HOME}/f3`);
    assert.equal(await demo.failure('commit', copy?.['envelope'], '10', `${HOME}/f3`), NOTHING);
  });

  it('access write on what exists offers other storage, or refuses', async () => {
    const lfn = `${HOME}/f4`;
    const guid = await register(demo, lfn, 10, MD5, 'disk:2');
    assert.equal(await demo.failure('access', '-s', '10', '-m', MD5, 'write', lfn), NO_PLACE);
    const [tape] = await demo.must('access', '-s', '10', '-m', MD5, 'write', lfn, 'tape:1');
    assert.deepEqual([tape?.['guid'], tape?.['tags']], [guid, '[tape]']);
    assert.match(await demo.failure('access', '-s', '11', 'write', lfn), /^22 .*different file/);
    await demo.must('touch', 'empty');
    assert.equal(
      await demo.failure('access', 'read', `${HOME}/empty`),
      '77 File descriptor in bad state : No read PFNs',
    );
  });

  it('access read offers the nearest first, and what was asked for before that', async () => {
    const lfn = `${HOME}/f5`;
    await register(demo, lfn, 10, MD5, 'disk:2,tape:1');
    const offered = async (...words: string[]): Promise<string> =>
      (await demo.must('access', ...words)).map(({se}) => String(se).split('::')[2]).join(' ');
    assert.equal(await offered('read', lfn), 'DISK1 DISK2 TAPE');
    assert.equal(await offered('read', lfn, 'ALICE::SANDBOX::TAPE'), 'TAPE DISK1 DISK2');
    assert.equal(await offered('read', lfn, '!ALICE::SANDBOX::DISK1'), 'DISK2 TAPE');
    assert.equal(await offered('-f', 'read', lfn, 'alice::sandbox::tape'), 'TAPE');
    const elsewhere = await connect(grid);
    await elsewhere.must('setSite', 'Annex');
    const [first] = await elsewhere.must('access', 'read', lfn);
    assert.equal(first?.['se'], 'ALICE::SANDBOX::DISK2');
    const [list] = await elsewhere.must('listSEDistance', '-read', lfn);
    assert.match(String(list?.['message']), /^ +\S+DISK2\t[^\n]+0\.100\)\n +\S+DISK1\t/);
    assert.match(await elsewhere.failure('setSite', 'example.org'), /^121 /);
    assert.equal(
      await elsewhere.failure('listSEDistance', '-read', 'nothing'),
      '61 No data available : No results from server',
    );
  });

  it('access checks permissions and names', async () => {
    const bob = await connect(grid, 'bob');
    await register(demo, `${HOME}/private`, 10, MD5, 'disk:1');
    await demo.must('chmod', '600', 'private');
    assert.equal(
      await bob.failure('access', 'read', `${HOME}/private`),
      '77 File descriptor in bad state : No read PFNs',
    );
    assert.equal(await bob.failure('access', 'write', `${HOME}/new`), NO_PLACE);
    assert.equal(await demo.failure('access', 'read', 'private'), '2 No such file or directory : private');
    assert.equal(
      await demo.failure('access', 'delete', `${HOME}/private`),
      '22 Invalid argument : Invalid access type requested: delete',
    );
  });

  it('commit makes the directories that are missing', async () => {
    await register(demo, `${HOME}/x/y/z`, 10, MD5, 'disk:1');
    assert.deepEqual(
      (await demo.must('ls', 'x/y')).map(({name}) => name),
      ['z'],
    );
  });

  it('members of archives are read through their archive', async () => {
    const guid = await register(demo, `${HOME}/a.zip`, 500, MD5, 'disk:1');
    grid.registerMember({
      archive: `${HOME}/a.zip`,
      member: 'stdout',
      lfn: `${HOME}/stdout`,
      size: 5,
      md5: MD5,
    });
    const [copy] = await demo.must('access', 'read', `${HOME}/stdout`);
    assert.match(String(copy?.['url']), /#stdout$/);
    assert.deepEqual([copy?.['guid'], copy?.['size']], [guid, '5']);
    const [place] = await demo.must('whereis', 'stdout');
    assert.equal(place?.['pfn'], `guid:///${guid}?ZIP=stdout`);
  });

  it('whereis, guid2lfn and md5sum follow a file that moves', async () => {
    const guid = await register(demo, `${HOME}/w1`, 10, MD5, 'disk:2');
    await demo.must('mv', 'w1', 'w2');
    assert.deepEqual(
      (await demo.must('guid2lfn', guid)).map(({lfn}) => lfn),
      [`${HOME}/w2`],
    );
    assert.deepEqual(
      (await demo.must('whereis', 'w2')).map(({seNumber}) => seNumber),
      ['1', '2'],
    );
    assert.deepEqual(await demo.must('md5sum', 'w2'), [{message: `${MD5}\tw2`}]);
    await demo.must('rm', 'w2');
    assert.match(await demo.failure('guid2lfn', guid), /^2 .*GUID cannot be found/);
  });
});
