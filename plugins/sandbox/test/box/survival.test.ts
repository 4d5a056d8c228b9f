import assert from 'node:assert/strict';
import {execFileSync, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {mkdirSync, readdirSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {join} from 'node:path';
import {stopSandbox} from '../../src/box/stop.ts';
import {Boxes} from '../support/boxes.ts';
import {unsound} from '../support/catalogue-check.ts';
import {open, register} from '../support/client.ts';
import type {Client} from '../support/client.ts';

const HOME = '/alice/cern.ch/user/d/demo';
const MD5 = '58ca7abc42b2cdfe2e08655d485de77e';
const CLIENTS = 4;
const COMMITS = 25;
const STRANGER = 54321;
const ROOT = process.getuid?.() === 0;

describe('a sandbox survives', () => {
  let boxes: Boxes;
  beforeEach(() => (boxes = new Boxes()));
  afterEach(async () => assert.deepEqual(await boxes.remove(), [], 'no process is left'));

  const catalogueOf = (box: string): string => join(boxes.rootOf(box), 'catalogue/catalogue.sqlite');

  it('kill -9 in the middle of 100 commits: what was acknowledged is there, nothing is there by half', async () => {
    await boxes.start('a');
    const {pid} = boxes.status('a');
    const clients = await Promise.all(Array.from({length: CLIENTS}, () => boxes.logIn('a')));
    const acknowledged: string[] = [];
    const commitAll = async (client: Client, number: number): Promise<void> => {
      for (let i = 0; i < COMMITS; i++) {
        const lfn = `${HOME}/dir${number}/${i}`;
        await register(client, lfn, 10, MD5, 'disk:2');
        acknowledged.push(lfn);
        if (acknowledged.length === (CLIENTS * COMMITS) / 2) process.kill(pid as number, 'SIGKILL');
      }
    };
    const ends = await Promise.allSettled(clients.map(commitAll));
    assert.ok(
      ends.every(({status}) => status === 'rejected'),
      'nobody was through',
    );
    assert.ok(acknowledged.length < CLIENTS * COMMITS);
    await boxes.start('a');
    assert.deepEqual(unsound(catalogueOf('a')), []);
    const again = await boxes.logIn('a');
    for (const lfn of acknowledged) assert.equal((await again.must('access', 'read', lfn)).length, 2, lfn);
    await register(again, `${HOME}/afterwards`, 10, MD5, 'disk:2');
  });

  it('a full disk: clients are told, the service lives on, and works again when there is space', async function () {
    if (!ROOT) {
      console.log('      skipped: only root can make a small disk');
      this.skip();
    }
    const root = boxes.rootOf('a');
    mkdirSync(root);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m,mode=755', 'tmpfs', root]);
    try {
      await boxes.start('a');
      const ballast = join(root, 'ballast');
      const client = await boxes.logIn('a');
      await register(client, `${HOME}/before`, 10, MD5, 'disk:2');
      await client.must('mkdir', 'full');
      assert.notEqual(spawnSync('dd', ['if=/dev/zero', `of=${ballast}`, 'bs=4k']).status, 0, 'it is full');
      const done: string[] = [];
      let refused = '';
      for (let i = 0; refused === '' && i < 2000; i++) {
        const {metadata} = await client.ask('mkdir', `full/${'x'.repeat(200)}${i}`);
        if (metadata.exitcode === '0') done.push(String(i));
        else refused = `${metadata.exitcode} ${metadata.error}`;
      }
      assert.equal(refused, '28 No space left on device : the disk of the sandbox is full, nothing was done');
      const [there] = await client.must('access', 'read', `${HOME}/before`);
      assert.equal(there?.['size'], '10', 'reading goes on');
      await (await boxes.logIn('a')).must('pwd');
      assert.match(await client.failure('touch', 'nothing'), /^28 /, 'it stays so');
      rmSync(ballast);
      await register(client, `${HOME}/after`, 10, MD5, 'disk:2');
      assert.equal((await client.must('ls', 'full')).length, done.length, 'what was acknowledged is there');
      assert.deepEqual(unsound(catalogueOf('a')), []);
    } finally {
      await stopSandbox(root);
      // The last threads of the process may be about to end: the disk goes when they have.
      execFileSync('umount', ['--lazy', root]);
    }
  });

  it('ports of the storage in use: it takes others, and clients are led there', async () => {
    await boxes.start('a', {storage: true});
    const lfn = `${HOME}/file`;
    await register(await boxes.logIn('a'), lfn, 10, MD5, 'ALICE::SANDBOX::DISK1');
    const [before] = boxes.status('a').storage;
    await stopSandbox(boxes.rootOf('a'));
    const taken = createServer().listen(before?.port);
    await once(taken, 'listening');
    await boxes.start('a', {storage: true});
    const [after] = boxes.status('a').storage;
    assert.ok(after?.port != null && after.port !== before?.port);
    const [place] = await (await boxes.logIn('a')).must('access', 'read', lfn);
    assert.match(String(place?.['url']), new RegExp(`^root://127.0.0.1:${after.port}//disk1/`));
    taken.close();
    await stopSandbox(boxes.rootOf('a'));
  });

  it('a lock of a process that is no more, and one that is no lock at all', async () => {
    await boxes.start('a');
    await stopSandbox(boxes.rootOf('a'));
    const lock = join(boxes.rootOf('a'), 'sandbox.lock');
    for (const stale of [JSON.stringify({pid: process.pid, started: '1'}), 'half a lo']) {
      writeFileSync(lock, stale);
      assert.equal((await boxes.start('a')).started, true);
      assert.equal((await boxes.start('a')).started, false, 'it runs');
      await stopSandbox(boxes.rootOf('a'));
    }
  });

  it('another user of the machine, who gets in without a certificate as little as at its files', async function () {
    await boxes.start('a', {storage: true});
    const {port, ca} = boxes.targetOf('a');
    const [error] = (await once(open({port, ca}), 'error')) as [NodeJS.ErrnoException];
    assert.match(error.code ?? error.message, /^(ERR_SSL|ECONNRESET|EPROTO|EPIPE)/);
    if (!ROOT) {
      // Nobody else can be asked, so the rights have to tell.
      const open = readdirSync(boxes.rootOf('a')).filter((name) => {
        const stats = statSync(join(boxes.rootOf('a'), name));
        return (stats.mode & 0o007) !== 0;
      });
      assert.deepEqual(open.sort(), ['certificates', 'sandbox.json', 'sandbox.lock', 'storage']);
      return;
    }
    const {stdout} = spawnSync('find', [boxes.rootOf('a'), '-type', 'f', '-readable', '-printf', '%P\n'], {
      uid: STRANGER,
      gid: STRANGER,
      encoding: 'utf8',
    });
    const readable = stdout.trim().split('\n').sort();
    assert.ok(
      readable.every((name) => /^(certificates\/|sandbox\.(json|lock)$)/.test(name)),
      stdout,
    );
    const writable = spawnSync('find', [boxes.rootOf('a'), '-writable', '-not', '-type', 'l'], {
      uid: STRANGER,
      gid: STRANGER,
      encoding: 'utf8',
    });
    assert.equal(writable.stdout, '');
  });
});
