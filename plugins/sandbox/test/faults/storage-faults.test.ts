import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {createHash, randomBytes} from 'node:crypto';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {Damage} from '../../src/faults/damage.ts';
import type {FaultName} from '../../src/faults/kinds.ts';
import {answersXrootd} from '../../src/storage/probe.ts';
import {startGrid} from '../../src/testing.ts';
import type {TestGrid} from '../../src/testing.ts';
import {connect} from '../support/client.ts';
import type {Client, Result} from '../support/client.ts';

type StorageFault = Extract<FaultName, `se-${string}`>;

const execute = promisify(execFile);
const LFN = '/alice/cern.ch/user/d/demo/file';
/** Nothing is tried again, and nothing waits longer than a second or two. */
const IMPATIENT = {
  XRD_CONNECTIONRETRY: '1',
  XRD_CONNECTIONWINDOW: '1',
  XRD_REQUESTTIMEOUT: '1',
  XRD_STREAMTIMEOUT: '1',
  XRD_STREAMERRORWINDOW: '0',
  XRD_TIMEOUTRESOLUTION: '1',
  XRD_CPRETRY: '0',
};

describe('faults of storage elements', () => {
  let grid: TestGrid;
  let demo: Client;
  let folder: string;
  const content = randomBytes(100_000);
  const md5 = createHash('md5').update(content).digest('hex');

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'alien-se-faults-'));
    writeFileSync(join(folder, 'in'), content);
    grid = await startGrid({storage: true});
    demo = await connect(grid);
    await demo.must('commit', (await upload(LFN))['envelope'], String(content.length), LFN);
  });
  afterEach(() => grid.faults.clear());
  after(async () => {
    rmSync(folder, {recursive: true});
    await grid.stop();
  });

  async function xrdcp(words: string[], env: Record<string, string> = {}): Promise<void> {
    await execute('xrdcp', ['-f', ...words], {env: {...process.env, ...env}});
  }
  const signed = ({url, envelope}: Result): string =>
    `${String(url)}?xrd.wantprot=unix&authz=${String(envelope)}`;

  async function upload(lfn: string): Promise<Result> {
    const words = ['-s', String(content.length), '-m', md5, 'write', lfn, 'ALICE::SANDBOX::DISK1'];
    const [place] = (await demo.must('access', ...words)) as [Result];
    await xrdcp(['-p', join(folder, 'in'), signed(place)]);
    return place;
  }

  async function download(env?: Record<string, string>): Promise<Buffer> {
    const [place] = (await demo.must('access', 'read', LFN)) as [Result];
    await xrdcp([signed(place), join(folder, 'out')], env);
    return readFileSync(join(folder, 'out'));
  }

  async function takes(milliseconds: number): Promise<void> {
    const start = performance.now();
    assert.ok((await download()).equals(content));
    assert.ok(performance.now() - start > milliseconds);
  }

  const EFFECTS: Readonly<Record<StorageFault, {args: string; shows: () => Promise<void>}>> = {
    'se-down': {
      args: '',
      shows: () => assert.rejects(download(IMPATIENT), /Connection (refused|error)|Socket error|expired/i),
    },
    'se-full': {
      args: '',
      async shows() {
        await assert.rejects(upload(`${LFN}-2`), /no space left on device/);
        assert.ok((await download()).equals(content), 'what is there can be read');
      },
    },
    'se-hang': {
      args: '50000',
      shows: () => assert.rejects(download(IMPATIENT), /expired|timeout/i),
    },
    'se-slow': {
      args: '200000',
      shows: () => takes(400),
    },
    'se-latency': {
      args: '50ms',
      // The connection, the handshake with the login, opening, reading.
      shows: () => takes(200),
    },
    'se-wrong': {
      args: '',
      async shows() {
        const expected = Buffer.from(content);
        expected.writeUInt8(255 - expected.readUInt8(50_000), 50_000);
        assert.ok((await download()).equals(expected));
        assert.ok((await download()).equals(expected), 'it is the same byte each time');
      },
    },
  };

  for (const [name, effect] of Object.entries(EFFECTS)) {
    it(`${name}: seen by xrdcp, and gone when it is cleared`, async () => {
      const ports = grid.storage?.map(({port}) => port);
      await grid.faults.set(`${name} disk1 ${effect.args}`.trim());
      await effect.shows();
      await grid.faults.clear(name as StorageFault, 'DISK1');
      assert.ok((await download()).equals(content));
      assert.deepEqual(
        grid.storage?.map(({port}) => port),
        ports,
      );
    });
  }

  it('se-full with bytes: what is begun cannot be ended, and the small finds room', async () => {
    await grid.faults.set('se-full disk1 150000');
    await upload(`${LFN}-small`);
    await assert.rejects(upload(`${LFN}-3`), /\[3009\].*no space left on device/);
    assert.ok((await download()).equals(content), 'what is there can be read');
    await grid.faults.clear();
    await upload(`${LFN}-3`);
  });

  it('a file that lies on tape only is waited for, however it is read', async () => {
    const lfn = `${LFN}-tape`;
    const words = ['-s', String(content.length), '-m', md5, 'write', lfn, 'tape:1'];
    const [place] = (await demo.must('access', ...words)) as [Result];
    await xrdcp(['-p', join(folder, 'in'), signed(place)]);
    await demo.must('commit', place['envelope'], String(content.length), lfn);
    const read = async (): Promise<number> => {
      const [source] = (await demo.must('access', 'read', lfn)) as [Result];
      const start = performance.now();
      await xrdcp([signed(source), join(folder, 'out')]);
      assert.ok(readFileSync(join(folder, 'out')).equals(content));
      return performance.now() - start;
    };
    const residency = async (): Promise<unknown> => (await demo.must('xrdstat', '-o', lfn))[0]?.['status'];
    assert.equal(await residency(), 'offline');
    assert.ok((await read()) > 2000, 'reading has it brought back');
    assert.equal(await residency(), 'online');
    const [there] = (await demo.must('access', 'read', lfn)) as [Result];
    assert.equal(
      new URL(String(there['url'])).port,
      String(grid.storage?.[2]?.port),
      'nothing is in between then',
    );
  });

  it('a connection that hangs goes on when that is over', async () => {
    await grid.faults.set('se-hang disk1 0');
    const [place] = (await demo.must('access', 'read', LFN)) as [Result];
    const port = Number(/:(\d+)/.exec(String(place['url']))?.[1]);
    assert.equal(await answersXrootd(port, 100), false);
    const patient = answersXrootd(port, 30_000);
    await grid.faults.clear();
    assert.equal(await patient, true);
  });

  it('damage is mended by the next process, whatever happened to the first', async () => {
    const [place] = (await demo.must('access', 'read', LFN)) as [Result];
    const path = String(place['url']).replace(/^root:\/\/[^/]+\//, '');
    const file = join(grid.dir, 'storage/data', path);
    const damage = (): Damage => new Damage(join(grid.dir, 'storage'));
    const isWhole = (): boolean => readFileSync(file).equals(content);
    damage().spoil(path);
    assert.equal(isWhole(), false);
    damage().mend(['/disk2']);
    assert.equal(isWhole(), false, 'that is another element');
    damage().mend(['/disk1']);
    assert.equal(isWhole(), true);
  });

  it('are refused where there is no storage', async () => {
    const bare = await startGrid();
    await assert.rejects(bare.faults.set('se-down DISK1'), /without storage elements/);
    await bare.stop();
  });
});
