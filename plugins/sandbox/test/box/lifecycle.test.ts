import assert from 'node:assert/strict';
import {execFile, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import {createServer} from 'node:net';
import type {AddressInfo} from 'node:net';
import {join} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {identify} from '../../src/box/process.ts';
import {addUser, environmentFor} from '../../src/box/existing.ts';
import {startSandbox} from '../../src/box/start.ts';
import {statusOf} from '../../src/box/status.ts';
import type {Status} from '../../src/box/status.ts';
import {stopSandbox} from '../../src/box/stop.ts';
import {Client, open, register} from '../support/client.ts';

interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

const RUNNER = join(import.meta.dirname, '../support/run-command.ts');
const NODE_FLAGS = ['--conditions=alien-source', '--disable-warning=ExperimentalWarning'];

/** The processes on this machine whose command line speaks of a folder. */
function processesOf(folder: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && name !== String(process.pid))
    .flatMap((name) => {
      try {
        const line = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return line.includes(folder) ? [line] : [];
      } catch {
        return [];
      }
    });
}

/** Nobody is told when a process ends that is not a child. */
async function untilGone(pid: number): Promise<void> {
  for (const deadline = Date.now() + 5000; identify(pid) !== undefined && Date.now() < deadline;)
    await pause(5);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0);
  await once(probe, 'listening');
  const {port} = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

describe('the life of a sandbox', function () {
  this.timeout(90_000);
  let folder: string;

  beforeEach(() => {
    // Not below /tmp, which xrootd does not like, and open to the account of the servers.
    folder = mkdtempSync('/var/tmp/alien-life-');
    chmodSync(folder, 0o755);
  });
  afterEach(async () => {
    for (const name of readdirSync(folder)) await stopSandbox(join(folder, name));
    const left = processesOf(folder);
    rmSync(folder, {recursive: true});
    assert.deepEqual(left, [], 'no process is left');
  });

  /** Runs the program, as another account if one is given. */
  function sandbox(box: string, ...words: string[]): Promise<Ended> {
    return sandboxAs({}, box, ...words);
  }
  function sandboxAs(account: {uid?: number; gid?: number}, box: string, ...words: string[]): Promise<Ended> {
    const args = [
      ...NODE_FLAGS,
      RUNNER,
      ...words,
      '--name',
      box.replace(/.*\//, ''),
      '--dir',
      join(folder, box),
    ];
    return new Promise((resolve) => {
      execFile(process.execPath, args, account, (error, stdout, stderr) => {
        resolve({code: error === null ? 0 : Number(error.code), stdout, stderr});
      });
    });
  }
  const rootOf = (box: string): string => join(folder, box);
  const status = (box: string): Status => statusOf(rootOf(box), box);
  const start = (
    box: string,
    more: {port?: number; storage?: boolean} = {},
  ): ReturnType<typeof startSandbox> => startSandbox({root: rootOf(box), name: box, storage: false, ...more});
  async function logIn(box: string, user = 'demo'): Promise<Client> {
    const env = environmentFor({name: box, dir: rootOf(box)}, user);
    const read = (name: string): string => readFileSync(env[name] as string, 'utf8');
    const socket = open({
      port: Number(env['ALIENPY_JCENTRAL_PORT']),
      ca: readFileSync(join(env['X509_CERT_DIR'] as string, 'ca.pem'), 'utf8'),
      cert: read('X509_USER_CERT'),
      key: read('X509_USER_KEY'),
    });
    await once(socket, 'open');
    return new Client(socket);
  }

  it('starts with storage, knows its users at once, stops without a trace', async () => {
    const first = await sandbox('a', 'start');
    assert.match(
      first.stdout,
      /is running: wss:\/\/localhost:\d+[^]*alien sandbox env --name a --dir/,
      first.stderr,
    );
    const running = status('a');
    assert.deepEqual([running.running, running.users.map(({name}) => name)], [true, ['admin', 'demo']]);
    assert.deepEqual(
      running.storage.map(({name}) => name),
      ['ALICE::SANDBOX::DISK1', 'ALICE::SANDBOX::DISK2', 'ALICE::SANDBOX::TAPE'],
    );
    for (const {pid} of running.storage) assert.ok(pid !== null && identify(pid));
    assert.match((await sandbox('a', 'start')).stdout, /is running already/);
    const shown = await sandbox('a', 'status', '--json');
    assert.equal(shown.code, 0);
    assert.deepEqual(JSON.parse(shown.stdout), running, 'it is the same process');

    assert.equal((await sandbox('a', 'user', 'add', 'ann', '--admin')).code, 0);
    const [ann] = await (await logIn('a', 'ann')).must('whoami');
    assert.equal(ann?.['roles'], 'ann,admin');
    assert.equal((await sandbox('a', 'user', 'add', 'ann')).code, 17);
    await assert.rejects(
      addUser({name: 'a', dir: rootOf('a')}, {name: 'No/One'}),
      /cannot be the name of a user/,
    );
    assert.throws(() => environmentFor({name: 'a', dir: rootOf('a')}, 'eve'), /There is no user `eve`/);

    const stopped = await sandbox('a', 'stop');
    assert.deepEqual([stopped.code, stopped.stdout], [0, 'The sandbox `a` has been stopped.\n']);
    assert.deepEqual(processesOf(folder), []);
    assert.equal(existsSync(join(folder, 'a/sandbox.lock')), false);
    const again = await sandbox('a', 'stop');
    assert.deepEqual([again.code, again.stdout], [0, 'The sandbox `a` is not running.\n']);
    assert.equal((await sandbox('a', 'status')).code, 3);
  });

  it('survives kill -9 with all that was answered, and mends what is stale', async () => {
    await start('a', {storage: true, port: await freePort()});
    const before = status('a');
    const demo = await logIn('a');
    const lfn = '/alice/cern.ch/user/d/demo/file';
    await register(demo, lfn, 10, '58ca7abc42b2cdfe2e08655d485de77e', 'disk:2');
    const closed = demo.closed();
    process.kill(before.pid as number, 'SIGKILL');
    await closed;
    await untilGone(before.pid as number);
    assert.equal(status('a').running, false);
    await start('a', {storage: true});
    const after = status('a');
    assert.equal(after.endpoint, before.endpoint, 'it keeps its port');
    assert.notEqual(after.pid, before.pid);
    const servers = processesOf(folder).filter((line) => line.includes('xrootd'));
    assert.equal(servers.length, 3, 'no server is there twice');
    assert.equal((await (await logIn('a')).must('access', 'read', lfn)).length, 2);
  });

  it('stop ends the servers of a sandbox that was killed', async () => {
    await start('a', {storage: true});
    process.kill(status('a').pid as number, 'SIGKILL');
    await stopSandbox(rootOf('a'));
    assert.deepEqual(processesOf(folder), []);
  });

  it('several run side by side', async () => {
    await Promise.all([start('a'), start('b')]);
    assert.notEqual(status('a').endpoint, status('b').endpoint);
    await (await logIn('a')).must('mkdir', 'only-a');
    assert.deepEqual(await (await logIn('b')).must('ls'), []);
    await stopSandbox(rootOf('a'));
    await (await logIn('b')).must('pwd');
  });

  it('of several starts at once one wins, and all succeed', async () => {
    const starts = await Promise.all([start('a'), start('a'), start('a')]);
    assert.deepEqual(starts.map(({started}) => started).sort(), [false, false, true]);
    assert.equal(processesOf(folder).length, 1);
  });

  it('says what to do when the port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const {port} = taken.address() as AddressInfo;
    const {code, stderr} = await sandbox('a', 'start', '--no-storage', '--port', String(port));
    taken.close();
    assert.equal(code, 98);
    assert.match(stderr, new RegExp(`Port ${port} of this machine is in use`));
    assert.match(stderr, /--port N/);
    assert.equal(status('a').running, false);
    assert.equal((await start('a', {port})).state.port, port);
  });

  it('shows the end of the log when it cannot start', async () => {
    await start('a');
    await stopSandbox(rootOf('a'));
    writeFileSync(join(folder, 'a/catalogue/catalogue.sqlite'), 'this is no database');
    await assert.rejects(start('a'), /file is not a database[^]*sandbox\.log/);
    assert.equal(existsSync(join(folder, 'a/sandbox.lock')), false);
  });

  it('reset empties it, keeps users, and starts it again', async () => {
    await start('a', {port: await freePort()});
    await addUser({name: 'a', dir: rootOf('a')}, {name: 'ann'});
    const before = status('a');
    await (await logIn('a', 'ann')).must('mkdir', 'something');
    const {stdout, stderr} = await sandbox('a', 'reset');
    assert.match(stdout, /is empty and runs again/, stderr);
    assert.deepEqual(await (await logIn('a', 'ann')).must('ls'), []);
    const after = status('a');
    assert.deepEqual([after.endpoint, after.users], [before.endpoint, before.users]);
    assert.deepEqual(
      after.storage.map(({port}) => port),
      [null, null, null],
      'it is as before: without storage',
    );
  });

  it('leaves the rights of the folders above alone', async function () {
    // xrootd closes every folder above its own that belongs to it, so it must be somebody's own sandbox.
    const account = process.getuid?.() === 0 ? {uid: 65534, gid: 65534} : {};
    if (spawnSync(process.execPath, ['-e', '0'], account).status !== 0) {
      console.log('      skipped: an ordinary user cannot enter the directory of this checkout');
      this.skip();
    }
    const home = join(folder, 'home');
    mkdirSync(home);
    chmodSync(home, 0o755);
    if (account.uid !== undefined) chownSync(home, account.uid, account.gid);
    const {code, stderr} = await sandboxAs(account, 'home/box', 'start');
    assert.equal(code, 0, stderr);
    assert.equal(statSync(home).mode & 0o777, 0o755);
    assert.equal(statSync(join(home, 'box/storage')).mode & 0o777, 0o755);
    await stopSandbox(join(home, 'box'));
  });

  it('speaks plainly of a sandbox that is not there', async () => {
    const {code, stderr} = await sandbox('none', 'env');
    assert.equal(code, 2);
    assert.match(stderr, /There is no sandbox `none`[^]*alien sandbox start --name none/);
    assert.equal((await sandbox('none', 'reset')).code, 2);
    assert.equal(existsSync(join(folder, 'none')), false);
  });
});
