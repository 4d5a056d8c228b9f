import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {createHash, randomBytes} from 'node:crypto';
import {existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {identify} from '../../src/box/process.ts';
import {startGrid} from '../../src/testing.ts';
import type {TestGrid} from '../../src/testing.ts';
import {connect} from '../support/client.ts';
import type {Client} from '../support/client.ts';
import {until} from '../support/until.ts';

const run = promisify(execFile);
const HOME = '/alice/cern.ch/user/d/demo';

describe('storage elements', () => {
  let grid: TestGrid;
  let demo: Client;
  let folder: string;
  const content = randomBytes(300_000);
  const md5 = createHash('md5').update(content).digest('hex');

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'alien-storage-'));
    writeFileSync(join(folder, 'in'), content);
    grid = await startGrid({storage: true});
    demo = await connect(grid);
  });
  after(async () => {
    rmSync(folder, {recursive: true});
    await grid.stop();
    for (const {pid} of grid.storage ?? []) assert.equal(identify(pid), undefined, 'no server is left');
    assert.equal(existsSync(grid.dir), false);
  });

  /** Where the bytes of a url lie on disk. */
  const onDisk = (url: unknown): string =>
    join(grid.dir, 'storage/data', String(url).replace(/^root:\/\/[^/]+\//, ''));
  const signed = (place: Record<string, unknown> | undefined): string =>
    `${String(place?.['url'])}?xrd.wantprot=unix&authz=${String(place?.['envelope'])}`;

  async function upload(lfn: string, spec?: string): Promise<Record<string, unknown>[]> {
    const places = await demo.must(
      'access',
      '-s',
      String(content.length),
      '-m',
      md5,
      'write',
      lfn,
      ...(spec ? [spec] : []),
    );
    for (const place of places) {
      await run('xrdcp', ['-f', '-p', join(folder, 'in'), signed(place)]);
      await demo.must('commit', place['envelope'], String(content.length), lfn);
    }
    return places;
  }

  it('are three real servers, which do not run as root', async () => {
    const names = (await demo.must('listSEs')).map(({seName, qos}) => `${String(seName)} ${String(qos)}`);
    assert.deepEqual(names, [
      'ALICE::SANDBOX::DISK1 disk',
      'ALICE::SANDBOX::DISK2 disk',
      'ALICE::SANDBOX::TAPE tape',
    ]);
    for (const {pid} of grid.storage ?? []) assert.notEqual(statSync(`/proc/${pid}`).uid, 0);
  });

  it('take and give files with the envelopes', async () => {
    const places = await upload(`${HOME}/file`);
    assert.equal(places.length, 2);
    const [copy] = await demo.must('access', 'read', `${HOME}/file`);
    await run('xrdcp', ['-f', signed(copy), join(folder, 'out')]);
    assert.ok(readFileSync(join(folder, 'out')).equals(content));
    const usage = await demo.must('listSEs', 'DISK1');
    assert.deepEqual([usage[0]?.['fileCount'], usage[0]?.['usedSpace']], ['1', '300000']);
  });

  it('tell checksums and copy among themselves', async () => {
    const [place] = await upload(`${HOME}/other`, 'disk:1');
    const [, host = '', path = ''] = /^root:\/\/([^/]+)\/([^]*)$/.exec(signed(place)) ?? [];
    const {stdout} = await run('xrdfs', [host, 'query', 'checksum', `${path}&cks.type=md5`]);
    assert.equal(stdout.trim(), `md5 ${md5}`);
    const [tape] = await demo.must('access', '-s', '300000', '-m', md5, 'write', `${HOME}/other`, 'tape:1');
    await run('xrdcp', ['-f', '-p', '--tpc', 'only', signed(place), signed(tape)]);
    assert.ok(readFileSync(onDisk(tape?.['url'])).equals(content));
  });

  it('lose the files that are removed from the catalogue', async () => {
    const places = await upload(`${HOME}/doomed/file`);
    const files = places.map(({url}) => onDisk(url));
    assert.deepEqual(files.map(existsSync), [true, true]);
    await demo.must('rm', '-r', 'doomed');
    // The deletion is nobody's answer, so it can only be looked for.
    await until(() => !files.some(existsSync));
  });
});
