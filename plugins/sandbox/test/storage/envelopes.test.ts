import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {createHash, randomBytes} from 'node:crypto';
import {once} from 'node:events';
import {existsSync, mkdtempSync, readFileSync, rmSync, watch, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {promisify} from 'node:util';
import {ENVELOPE_LIFETIME} from '../../src/service/call/envelope.ts';
import {MacaroonMint} from '../../src/storage/macaroon.ts';
import {startGrid} from '../../src/testing.ts';
import type {TestGrid} from '../../src/testing.ts';
import {connect} from '../support/client.ts';
import type {Client} from '../support/client.ts';

const run = promisify(execFile);
const HOME = '/alice/cern.ch/user/d/demo';
const REFUSED = /\[3010\].*permission denied/;

interface Place {
  url: string;
  envelope: string;
}

function placeIn([first]: readonly Record<string, unknown>[]): Place {
  return {url: String(first?.['url']), envelope: String(first?.['envelope'])};
}

describe('storage elements without a fitting envelope', () => {
  let grid: TestGrid;
  let demo: Client;
  let folder: string;
  /** A file that is there, and an envelope to read it. */
  let there: Place;
  const content = randomBytes(30_000);
  const md5 = createHash('md5').update(content).digest('hex');

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'alien-envelopes-'));
    writeFileSync(join(folder, 'in'), content);
    grid = await startGrid({storage: true});
    demo = await connect(grid);
    const place = await book('there');
    await upload(place);
    await demo.must('commit', place.envelope, '30000', `${HOME}/there`);
    there = placeIn(await demo.must('access', 'read', `${HOME}/there`));
  });
  after(async () => {
    rmSync(folder, {recursive: true});
    await grid.stop();
  });

  const onDisk = ({url}: Place): string =>
    join(grid.dir, 'storage/data', url.replace(/^root:\/\/[^/]+\//, ''));
  const pathOf = ({url}: Place): string => url.replace(/^root:\/\/[^/]+\//, '');
  const signed = (target: string, envelope: string): string =>
    `${target}?xrd.wantprot=unix${envelope && `&authz=${envelope}`}`;

  async function book(name: string): Promise<Place> {
    return placeIn(await demo.must('access', '-s', '30000', '-m', md5, 'write', `${HOME}/${name}`, 'disk:1'));
  }
  const upload = ({url, envelope}: Place): Promise<unknown> =>
    run('xrdcp', ['-f', '--posc', '-p', join(folder, 'in'), signed(url, envelope)]);
  async function download({url, envelope}: Place): Promise<Buffer> {
    await run('xrdcp', ['-f', signed(url, envelope), join(folder, 'out')]);
    return readFileSync(join(folder, 'out'));
  }
  /** `xrdfs HOST verb PATH?authz=...` */
  const fs = (place: Place, envelope: string, ...verb: string[]): Promise<{stdout: string}> =>
    run('xrdfs', [new URL(place.url).host, ...verb, signed(pathOf(place), envelope)]);
  const refuses = (attempt: Promise<unknown>): Promise<void> => assert.rejects(attempt, REFUSED);
  const mint = (
    secret = Buffer.from(readFileSync(join(grid.dir, 'authority/envelope.key'), 'utf8'), 'hex'),
  ) => new MacaroonMint(secret);
  const caveats = (place: Place, seconds: number): string[] => [
    'name:demo',
    'activity:DOWNLOAD,UPLOAD,DELETE',
    `path:${pathOf(place)}`,
    `before:${new Date(Date.now() + seconds * 1000).toISOString().slice(0, 19)}Z`,
  ];

  it('take, and give back, but remove nothing, as those of ALICE do', async () => {
    await grid.faults.set('no-removal');
    const place = await book('kept');
    await grid.faults.clear();
    await upload(place);
    await upload(place);
    await refuses(fs(place, place.envelope, 'rm'));
    assert.deepEqual(await download(place), content);
    await demo.must('commit', place.envelope, '30000', `${HOME}/kept`);
  });

  it('tell, give, take and remove nothing', async () => {
    await refuses(fs(there, '', 'stat'));
    await refuses(fs(there, '', 'query', 'checksum'));
    await refuses(fs(there, '', 'rm'));
    await refuses(fs({...there, url: there.url.replace(/\/\/disk1.*/, '//disk1')}, '', 'ls'));
    await refuses(download({...there, envelope: ''}));
    const place = await book('new');
    await refuses(upload({...place, envelope: ''}));
    assert.deepEqual([existsSync(onDisk(there)), existsSync(onDisk(place))], [true, false]);
  });

  it('refuse one that is garbage, too old, forged, or of another sandbox', async () => {
    const location = 'SANDBOX';
    const made = (how: MacaroonMint, seconds: number): string =>
      how.mint({location, identifier: 'x', caveats: caveats(there, seconds)});
    assert.ok(
      (await download({...there, envelope: made(mint(), 60)})).equals(content),
      'a fresh one is good',
    );
    const fresh = Buffer.from(made(mint(), 60), 'base64url').toString('latin1');
    const forged = fresh.replace('DOWNLOAD', 'download').replace('download', 'DELETE__');
    for (const [kind, envelope] of [
      ['garbage', 'garbage'],
      ['cut off', made(mint(), 60).slice(0, 80)],
      ['too old', made(mint(), -1)],
      ['too long', made(mint(), 2 * 86400)],
      ['forged', Buffer.from(forged, 'latin1').toString('base64url')],
      ['of another sandbox', made(mint(randomBytes(32)), 60)],
      [
        'of another issuer',
        mint().mint({location: 'ELSEWHERE', identifier: 'x', caveats: caveats(there, 60)}),
      ],
    ]) {
      await assert.rejects(download({...there, envelope: envelope as string}), REFUSED, kind);
    }
  });

  it('take a new one although their clock is a little behind', async () => {
    const caveatsOfNew = caveats(there, ENVELOPE_LIFETIME / 1000 + 60);
    const envelope = mint().mint({location: 'SANDBOX', identifier: 'x', caveats: caveatsOfNew});
    assert.ok((await download({...there, envelope})).equals(content));
  });

  it('refuse one for another file or for another purpose', async () => {
    const place = await book('other');
    await refuses(download({url: there.url, envelope: place.envelope}));
    await refuses(upload({url: place.url, envelope: there.envelope}));
    await refuses(upload({url: place.url.slice(0, -1), envelope: place.envelope}));
    await refuses(upload({...there}));
    await refuses(fs(there, there.envelope, 'rm'));
    assert.ok(readFileSync(onDisk(there)).equals(content));
    assert.equal(existsSync(onDisk(place)), false);
  });

  it('let who may read look, and who may write write anew and remove', async () => {
    assert.ok((await download(there)).equals(content));
    assert.match((await fs(there, there.envelope, 'stat')).stdout, /Size: +30000/);
    const place = await book('failed');
    await upload(place);
    await upload(place);
    assert.ok((await download(place)).equals(content), 'what was written is read back');
    await fs(place, place.envelope, 'rm');
    assert.equal(existsSync(onDisk(place)), false);
  });

  it('let nobody write or remove what is registered, in the sandbox of root', async () => {
    const place = await book('sealed');
    await upload(place);
    await demo.must('commit', place.envelope, '30000', `${HOME}/sealed`);
    const plainly = (): Promise<unknown> =>
      run('xrdcp', ['-f', join(folder, 'in'), signed(place.url, place.envelope)]);
    const attempts = [
      () => upload(place),
      plainly,
      () => run('xrdfs', [new URL(place.url).host, 'truncate', signed(pathOf(place), place.envelope), '0']),
      () => fs(place, place.envelope, 'rm'),
    ];
    if (process.getuid?.() === 0) {
      for (const attempt of attempts)
        await assert.rejects(attempt(), /permission denied|operation not permitted/);
      assert.ok(readFileSync(onDisk(place)).equals(content));
    } else await plainly(); // nobody but root can give it away
    assert.ok((await download(place)).equals(content));
    const {stdout} = await fs(place, place.envelope, 'query', 'checksum');
    assert.equal(stdout.trim(), `md5 ${md5}`);
    // Others find room in the same folder.
    const neighbour = {...place, url: place.url.slice(0, -1) + (place.url.endsWith('0') ? '1' : '0')};
    neighbour.envelope = mint().mint({
      location: 'SANDBOX',
      identifier: 'x',
      caveats: caveats(neighbour, 60).map((each) => each.replace('UPLOAD', 'UPLOAD,MANAGE')),
    });
    await upload(neighbour);
    await fs(neighbour, neighbour.envelope, 'rm');
    // What is no longer registered is removed all the same.
    const watcher = watch(dirname(onDisk(place)));
    const removed = once(watcher, 'change');
    await demo.must('rm', `${HOME}/sealed`);
    await removed;
    watcher.close();
    assert.equal(existsSync(onDisk(place)), false);
  });

  it('have a key that nobody else reads', async () => {
    const account = grid.storage?.[0]?.pid ?? 0;
    const {stdout} = await run('stat', ['-c', '%a %u', join(grid.dir, 'storage/disk1/envelope.key')]);
    const status = readFileSync(`/proc/${account}/status`, 'utf8');
    assert.equal(stdout.trim(), `400 ${/^Uid:\t(\d+)/m.exec(status)?.[1]}`);
  });
});
