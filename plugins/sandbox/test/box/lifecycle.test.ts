import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {once} from 'node:events';
import {chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import type {AddressInfo} from 'node:net';
import {join} from 'node:path';
import {identify} from '../../src/box/process.ts';
import type {Status} from '../../src/box/status.ts';
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

describe('the life of a sandbox', function () {
  this.timeout(90_000);
  let folder: string;

  beforeEach(() => {
    // Not below /tmp, which xrootd does not like, and open to the account of the servers.
    folder = mkdtempSync('/var/tmp/alien-life-');
    chmodSync(folder, 0o755);
  });
  afterEach(async () => {
    for (const name of readdirSync(folder)) await sandbox(name, 'stop');
    assert.deepEqual(processesOf(folder), [], 'no process is left');
    rmSync(folder, {recursive: true});
  });

  function sandbox(box: string, ...words: string[]): Promise<Ended> {
    const args = [...NODE_FLAGS, RUNNER, ...words, '--name', box, '--dir', join(folder, box)];
    return new Promise((resolve) => {
      execFile(process.execPath, args, (error, stdout, stderr) => {
        resolve({code: error === null ? 0 : Number(error.code), stdout, stderr});
      });
    });
  }
  async function start(box: string, ...flags: string[]): Promise<string> {
    const {code, stdout, stderr} = await sandbox(box, 'start', ...flags);
    assert.equal(code, 0, stderr);
    return stdout;
  }
  async function status(box: string): Promise<Status & {code: number}> {
    const {code, stdout} = await sandbox(box, 'status', '--json');
    return {...(JSON.parse(stdout) as Status), code};
  }
  async function logIn(box: string, user = 'demo'): Promise<Client> {
    const {stdout} = await sandbox(box, 'env', '--user', user);
    const env = Object.fromEntries(
      [...stdout.matchAll(/^export (\w+)='(.*)'$/gm)].map(([, name, value]) => [name, value]),
    );
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
    assert.match(await start('a'), /is running: wss:\/\/localhost:\d+[^]*alien sandbox env --name a --dir/);
    const running = await status('a');
    assert.deepEqual(
      [running.code, running.running, running.users.map(({name}) => name)],
      [0, true, ['admin', 'demo']],
    );
    assert.deepEqual(
      running.storage.map(({name}) => name),
      ['ALICE::SANDBOX::DISK1', 'ALICE::SANDBOX::DISK2', 'ALICE::SANDBOX::TAPE'],
    );
    for (const {pid} of running.storage) assert.ok(pid !== null && identify(pid));
    assert.match(await start('a'), /is running already/);
    assert.equal((await status('a')).pid, running.pid, 'it is the same process');

    assert.equal((await sandbox('a', 'user', 'add', 'ann', '--admin')).code, 0);
    const [ann] = await (await logIn('a', 'ann')).must('whoami');
    assert.equal(ann?.['roles'], 'ann,admin');
    assert.equal((await sandbox('a', 'user', 'add', 'ann')).code, 17);
    assert.equal((await sandbox('a', 'user', 'add', 'No/One')).code, 22);
    assert.equal((await sandbox('a', 'env', '--user', 'eve')).code, 22);

    const stopped = await sandbox('a', 'stop');
    assert.deepEqual([stopped.code, stopped.stdout], [0, 'The sandbox `a` has been stopped.\n']);
    assert.deepEqual(processesOf(folder), []);
    assert.equal(existsSync(join(folder, 'a/sandbox.lock')), false);
    const again = await sandbox('a', 'stop');
    assert.deepEqual([again.code, again.stdout], [0, 'The sandbox `a` is not running.\n']);
    assert.equal((await status('a')).code, 3);
  });

  it('survives kill -9 with all that was answered, and mends what is stale', async () => {
    await start('a');
    const before = await status('a');
    const demo = await logIn('a');
    const lfn = '/alice/cern.ch/user/d/demo/file';
    await register(demo, lfn, 10, '58ca7abc42b2cdfe2e08655d485de77e', 'disk:2');
    const closed = demo.closed();
    process.kill(before.pid as number, 'SIGKILL');
    await closed;
    assert.equal((await status('a')).running, false);
    await start('a');
    const after = await status('a');
    assert.equal(after.endpoint, before.endpoint, 'it keeps its port');
    assert.notEqual(after.pid, before.pid);
    assert.equal(
      processesOf(folder).filter((line) => line.includes('xrootd')).length,
      3,
      'no server is there twice',
    );
    assert.equal((await (await logIn('a')).must('access', 'read', lfn)).length, 2);
  });

  it('stop ends the servers of a sandbox that was killed', async () => {
    await start('a');
    const {pid} = await status('a');
    process.kill(pid as number, 'SIGKILL');
    assert.equal((await sandbox('a', 'stop')).code, 0);
    assert.deepEqual(processesOf(folder), []);
  });

  it('several run side by side', async () => {
    await Promise.all([start('a', '--no-storage'), start('b', '--no-storage')]);
    const [a, b] = await Promise.all([status('a'), status('b')]);
    assert.notEqual(a.endpoint, b.endpoint);
    await (await logIn('a')).must('mkdir', 'only-a');
    assert.deepEqual(await (await logIn('b')).must('ls'), []);
    await sandbox('a', 'stop');
    await (await logIn('b')).must('pwd');
  });

  it('of several starts at once one wins, and all succeed', async () => {
    const texts = await Promise.all([1, 2, 3].map(() => start('a', '--no-storage')));
    assert.equal(texts.filter((text) => text.includes('already')).length, 2);
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
    assert.equal((await status('a')).running, false);
    assert.match(await start('a', '--no-storage', '--port', String(port)), new RegExp(`localhost:${port}/`));
  });

  it('shows the end of the log when it cannot start', async () => {
    await start('a', '--no-storage');
    await sandbox('a', 'stop');
    writeFileSync(join(folder, 'a/catalogue/catalogue.sqlite'), 'this is no database');
    const {code, stderr} = await sandbox('a', 'start', '--no-storage');
    assert.notEqual(code, 0);
    assert.match(stderr, /file is not a database[^]*sandbox\.log/);
    assert.equal(existsSync(join(folder, 'a/sandbox.lock')), false);
  });

  it('reset empties it, keeps users, and starts it again', async () => {
    await start('a', '--no-storage');
    await sandbox('a', 'user', 'add', 'ann');
    const before = await status('a');
    await (await logIn('a', 'ann')).must('mkdir', 'something');
    const {stdout} = await sandbox('a', 'reset');
    assert.match(stdout, /is empty and runs again/);
    assert.deepEqual(await (await logIn('a', 'ann')).must('ls'), []);
    const after = await status('a');
    assert.deepEqual([after.endpoint, after.users], [before.endpoint, before.users]);
    assert.deepEqual(
      after.storage.map(({port}) => port),
      [null, null, null],
      'it is as before: without storage',
    );
  });

  it('speaks plainly of a sandbox that is not there', async () => {
    const {code, stderr} = await sandbox('none', 'env');
    assert.equal(code, 2);
    assert.match(stderr, /There is no sandbox `none`[^]*alien sandbox start --name none/);
    assert.equal((await sandbox('none', 'reset')).code, 2);
    assert.equal(existsSync(join(folder, 'none')), false);
  });
});
