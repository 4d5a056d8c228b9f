import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {chmodSync, chownSync, existsSync, mkdirSync, statSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import type {AddressInfo} from 'node:net';
import {join} from 'node:path';
import {identify} from '../../src/box/process.ts';
import {addUser, environmentFor} from '../../src/box/existing.ts';
import {stopSandbox} from '../../src/box/stop.ts';
import {Boxes, processesOf, untilGone} from '../support/boxes.ts';
import {register} from '../support/client.ts';

async function freePort(): Promise<number> {
  const probe = createServer().listen(0);
  await once(probe, 'listening');
  const {port} = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

describe('the life of a sandbox', () => {
  let boxes: Boxes;

  beforeEach(() => (boxes = new Boxes()));
  afterEach(async () => assert.deepEqual(await boxes.remove(), [], 'no process is left'));

  it('starts with storage, knows its users at once, stops without a trace', async () => {
    const first = await boxes.run('a', 'start');
    assert.match(
      first.stdout,
      /is running: wss:\/\/localhost:\d+[^]*alien sandbox env --name a --dir/,
      first.stderr,
    );
    const running = boxes.status('a');
    assert.deepEqual([running.running, running.users.map(({name}) => name)], [true, ['admin', 'demo']]);
    assert.deepEqual(
      running.storage.map(({name}) => name),
      ['ALICE::SANDBOX::DISK1', 'ALICE::SANDBOX::DISK2', 'ALICE::SANDBOX::TAPE'],
    );
    for (const {pid} of running.storage) assert.ok(pid !== null && identify(pid));
    assert.match((await boxes.run('a', 'start')).stdout, /is running already/);
    const shown = await boxes.run('a', 'status', '--json');
    assert.equal(shown.code, 0);
    assert.deepEqual(JSON.parse(shown.stdout), {...running, faults: []}, 'it is the same process');

    assert.equal((await boxes.run('a', 'user', 'add', 'ann', '--admin')).code, 0);
    const [ann] = await (await boxes.logIn('a', 'ann')).must('whoami');
    assert.equal(ann?.['roles'], 'ann,admin');
    assert.equal((await boxes.run('a', 'user', 'add', 'ann')).code, 17);
    await assert.rejects(addUser(boxes.select('a'), {name: 'No/One'}), /cannot be the name of a user/);
    assert.throws(() => environmentFor(boxes.select('a'), 'eve'), /There is no user `eve`/);

    const stopped = await boxes.run('a', 'stop');
    assert.deepEqual([stopped.code, stopped.stdout], [0, 'The sandbox `a` has been stopped.\n']);
    assert.deepEqual(processesOf(boxes.folder), []);
    assert.equal(existsSync(join(boxes.folder, 'a/sandbox.lock')), false);
    const again = await boxes.run('a', 'stop');
    assert.deepEqual([again.code, again.stdout], [0, 'The sandbox `a` is not running.\n']);
    assert.equal((await boxes.run('a', 'status')).code, 3);
  });

  it('survives kill -9 with all that was answered, and mends what is stale', async () => {
    await boxes.start('a', {storage: true, port: await freePort()});
    const before = boxes.status('a');
    const demo = await boxes.logIn('a');
    const lfn = '/alice/cern.ch/user/d/demo/file';
    await register(demo, lfn, 10, '58ca7abc42b2cdfe2e08655d485de77e', 'disk:2');
    const closed = demo.closed();
    process.kill(before.pid as number, 'SIGKILL');
    await closed;
    await untilGone(before.pid as number);
    assert.equal(boxes.status('a').running, false);
    await boxes.start('a', {storage: true});
    const after = boxes.status('a');
    assert.equal(after.endpoint, before.endpoint, 'it keeps its port');
    assert.notEqual(after.pid, before.pid);
    const servers = processesOf(boxes.folder).filter((line) => line.includes('xrootd'));
    assert.equal(servers.length, 3, 'no server is there twice');
    assert.equal((await (await boxes.logIn('a')).must('access', 'read', lfn)).length, 2);
  });

  it('stop ends the servers of a sandbox that was killed', async () => {
    await boxes.start('a', {storage: true});
    process.kill(boxes.status('a').pid as number, 'SIGKILL');
    await stopSandbox(boxes.rootOf('a'));
    assert.deepEqual(processesOf(boxes.folder), []);
  });

  it('several run side by side', async () => {
    await Promise.all([boxes.start('a'), boxes.start('b')]);
    assert.notEqual(boxes.status('a').endpoint, boxes.status('b').endpoint);
    await (await boxes.logIn('a')).must('mkdir', 'only-a');
    assert.deepEqual(await (await boxes.logIn('b')).must('ls'), []);
    await stopSandbox(boxes.rootOf('a'));
    await (await boxes.logIn('b')).must('pwd');
  });

  it('of several starts at once one wins, and all succeed', async () => {
    const starts = await Promise.all([boxes.start('a'), boxes.start('a'), boxes.start('a')]);
    assert.deepEqual(starts.map(({started}) => started).sort(), [false, false, true]);
    assert.equal(processesOf(boxes.folder).length, 1);
  });

  it('says what to do when the port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const {port} = taken.address() as AddressInfo;
    const {code, stderr} = await boxes.run('a', 'start', '--no-storage', '--port', String(port));
    taken.close();
    assert.equal(code, 98);
    assert.match(stderr, new RegExp(`Port ${port} of this machine is in use`));
    assert.match(stderr, /--port N/);
    assert.equal(boxes.status('a').running, false);
    assert.equal((await boxes.start('a', {port})).state.port, port);
  });

  it('shows the end of the log when it cannot start', async () => {
    await boxes.start('a');
    await stopSandbox(boxes.rootOf('a'));
    writeFileSync(join(boxes.folder, 'a/catalogue/catalogue.sqlite'), 'this is no database');
    await assert.rejects(boxes.start('a'), /file is not a database[^]*sandbox\.log/);
    assert.equal(existsSync(join(boxes.folder, 'a/sandbox.lock')), false);
  });

  it('reset empties it, keeps users, and starts it again', async () => {
    await boxes.start('a', {port: await freePort()});
    await addUser(boxes.select('a'), {name: 'ann'});
    const before = boxes.status('a');
    await (await boxes.logIn('a', 'ann')).must('mkdir', 'something');
    const {stdout, stderr} = await boxes.run('a', 'reset');
    assert.match(stdout, /is empty and runs again/, stderr);
    assert.deepEqual(await (await boxes.logIn('a', 'ann')).must('ls'), []);
    const after = boxes.status('a');
    assert.deepEqual([after.endpoint, after.users], [before.endpoint, before.users]);
    assert.deepEqual(after.storage, [], 'it is as before: without storage');
  });

  it('leaves the rights of the folders above alone', async function () {
    // xrootd closes every boxes.folder above its own that belongs to it, so it must be somebody's own sandbox.
    const account = process.getuid?.() === 0 ? {uid: 65534, gid: 65534} : {};
    if (spawnSync(process.execPath, ['-e', '0'], account).status !== 0) {
      console.log('      skipped: an ordinary user cannot enter the directory of this checkout');
      this.skip();
    }
    const home = join(boxes.folder, 'home');
    mkdirSync(home);
    chmodSync(home, 0o755);
    if (account.uid !== undefined) chownSync(home, account.uid, account.gid);
    const {code, stderr} = await boxes.runAs(account, 'home/box', 'start');
    assert.equal(code, 0, stderr);
    assert.equal(statSync(home).mode & 0o777, 0o755);
    assert.equal(statSync(join(home, 'box/storage')).mode & 0o777, 0o755);
    await stopSandbox(join(home, 'box'));
  });

  it('speaks plainly of a sandbox that is not there', async () => {
    const {code, stderr} = await boxes.run('none', 'env');
    assert.equal(code, 2);
    assert.match(stderr, /There is no sandbox `none`[^]*alien sandbox start --name none/);
    assert.equal((await boxes.run('none', 'reset')).code, 2);
    assert.equal(existsSync(join(boxes.folder, 'none')), false);
  });
});
