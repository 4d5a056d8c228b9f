import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {startGrid, type TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {age} from '../../lib/copy/leftovers/dead-process.ts';
import {storedIn} from './copy-box.ts';
import {Program} from '../stage/program.ts';

const HOUR = 3_600_000;
const FILES = 4;
const RUNS = 10;

describe('an upload of several files whose program is killed', function () {
  this.timeout(60_000);
  let grid: TestGrid;
  let dir: string;
  let alien: Program;

  beforeEach(async () => {
    grid = await startGrid({storage: true});
    dir = mkdtempSync(join(tmpdir(), 'alien-killed-'));
    alien = new Program(grid.env(), dir);
    mkdirSync(join(dir, 'files'));
    for (let index = 0; index < FILES; index++)
      writeFileSync(join(dir, 'files', `file-${index}`), `content ${index}`);
    writeFileSync(join(dir, 'other'), 'other');
    await alien.ok('cp', 'file:other', 'alien:other@ALICE::SANDBOX::DISK2');
  });
  afterEach(async () => {
    await grid.stop();
    rmSync(dir, {recursive: true});
  });

  /**
   * Kill the upload when it has sent its first request after a registration, or that registration itself: with one
   * connection no other is under way then, and at least both replicas of one file are written.
   */
  async function kill(registration: 'hang' | 'drop-after'): Promise<void> {
    const reached = Promise.withResolvers<void>();
    let isRegistering = false;
    grid.onRequest = ({command}) => {
      const isFirst = command === 'commit' && !isRegistering;
      isRegistering ||= isFirst;
      if (isRegistering && !(isFirst && registration === 'drop-after')) reached.resolve();
      return isFirst ? registration : isRegistering ? 'hang' : 'answer';
    };
    const {child, finished} = alien.start('cp', '-T', '8', 'file:files/', 'alien:up/');
    await reached.promise;
    child.kill('SIGKILL');
    await finished;
    grid.onRequest = undefined;
    assert.ok((await stored()) >= 3);
  }
  const stored = () => storedIn(grid).then(({length}) => length);
  const journals = () => {
    const uploads = join(dir, '.local/state/alien/uploads');
    return join(uploads, readdirSync(uploads)[0] ?? '');
  };

  /**
   * Copy something else until leftovers are cleared, as if there were an hour between the runs. Clearing has no more than
   * moments beside a small copy: on a busy machine the next run goes on with it.
   */
  async function copyUntil(isCleared: (said: string) => Promise<boolean> | boolean): Promise<void> {
    for (let run = 1; run <= RUNS; run++) {
      await age(journals(), HOUR);
      const {code, stdout, stderr} = await alien.run('cp', '-f', 'alien:other', 'file:back');
      assert.equal(code, 0, stderr);
      if (await isCleared(stdout + stderr)) return;
    }
    assert.fail(`${await stored()} files are on the storage elements after ${RUNS} runs`);
  }

  it('before the registration leaves nothing on storage elements after the next runs', async () => {
    await kill('hang');
    assert.match((await alien.run('doctor')).stdout, /uploads +warning +An upload of .*interrupted: root:/);
    await copyUntil(async () => (await stored()) === 1);
    assert.match((await alien.run('doctor')).stdout, /uploads +ok/);
    assert.deepEqual(readdirSync(journals()), []);
  });

  it('when the registration took effect and its answer was lost keeps what is registered', async () => {
    await kill('drop-after');
    await copyUntil(() => readdirSync(journals()).length === 0);
    const registered = (await alien.ok('ls', 'up')).trim().split('\n');
    assert.equal(registered.length, 1);
    assert.equal(await stored(), 2, 'its one replica, and the other file');
    assert.match(await alien.ok('cat', `up/${registered[0]}`), /^content \d/);
  });

  it('is looked after when a storage element is there again that was not', async () => {
    await kill('hang');
    await grid.faults.set('se-down ALICE::SANDBOX::DISK1');
    await copyUntil((said) => /What interrupted uploads left on .* stays until a later run/.test(said));
    assert.ok((await stored()) >= 2);
    await grid.faults.clear();
    await copyUntil(async () => (await stored()) === 1);
  });
});
