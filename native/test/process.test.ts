import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import type {SpawnSyncReturns} from 'node:child_process';
import {once} from 'node:events';
import {chownSync, existsSync, mkdtempSync, readdirSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {Worker} from 'node:worker_threads';
import {download} from '../src/index.ts';
import {gone, makeHuge} from './fixture.ts';
import {TestServer, freePort, useServer} from './server.ts';

const program = (name: string): string => join(import.meta.dirname, 'programs', name);

describe('the process around transfers', () => {
  let scratch: string;
  let server: TestServer;

  useServer((opened) => {
    ({scratch, server} = opened);
    server.put('huge', '');
    makeHuge(server.file('huge'));
    server.put('small', 'content');
  });

  function run(how: string, direction: string, directory: string): SpawnSyncReturns<string> {
    const urls = [0, 1, 2].map((n) => server.url(direction === 'upload' ? `new-${how}-${n}` : 'huge'));
    const args = [program('transfers.ts'), how, directory, direction, ...urls];
    return spawnSync(process.execPath, args, {encoding: 'utf8'});
  }

  function targets(directory: string): string[] {
    return readdirSync(directory).filter((name) => name.startsWith('target'));
  }

  function uploaded(): string[] {
    return readdirSync(server.data).filter((name) => name.startsWith('new'));
  }

  /** The server removes a part of a file once it sees that its client is gone, which may be a little later. */
  async function nothingLeft(directory: string): Promise<void> {
    for (const name of uploaded()) await gone(server.file(name));
    assert.deepEqual(targets(directory), []);
  }

  for (const direction of ['download', 'upload']) {
    it(`may exit in the middle of a ${direction}, and nothing is left`, async () => {
      // A crash here comes and goes: once is not enough.
      for (let i = 0; i < 5; i++) {
        const directory = mkdtempSync(join(scratch, 'exit-'));
        const {status, signal, stderr} = run('exit', direction, directory);
        assert.deepEqual([status, signal, stderr], [7, null, '']);
        await nothingLeft(directory);
      }
    });

    it(`may die of an exception in the middle of a ${direction}`, async () => {
      const directory = mkdtempSync(join(scratch, 'throw-'));
      const {status, signal, stderr} = run('throw', direction, directory);
      assert.deepEqual([status, signal], [1, null]);
      assert.match(stderr, /thrown on purpose/);
      await nothingLeft(directory);
    });

    it(`dies of an interrupt in the middle of a ${direction}`, async () => {
      const directory = mkdtempSync(join(scratch, 'signal-'));
      const url = server.url(direction === 'upload' ? 'new-signal' : 'huge');
      const args = [program('transfers.ts'), 'signal', directory, direction, url];
      const child = spawn(process.execPath, args, {stdio: ['ignore', 'pipe', 'inherit']});
      await once(child.stdout, 'data');
      child.kill('SIGINT');
      assert.deepEqual(await once(child, 'exit'), [null, 'SIGINT']);
    });
  }

  it('ends by itself, with nothing on stderr', async () => {
    const closed = `root://127.0.0.1:${await freePort()}//x`;
    const args = [program('calls.ts'), scratch, server.url('small'), server.url('none'), closed];
    const {status, stdout, stderr} = spawnSync(process.execPath, args, {encoding: 'utf8'});
    assert.deepEqual([status, stdout, stderr], [0, 'done\n', '']);
  });

  it('survives a worker that is terminated in the middle of a download', async () => {
    const path = join(scratch, 'from-worker');
    const worker = new Worker(program('worker.ts'), {workerData: {url: server.url('huge'), path}});
    assert.deepEqual(await once(worker, 'message'), ['moving']);
    assert.equal(existsSync(path), true);
    await worker.terminate();
    assert.equal(existsSync(path), false);
    assert.equal((await download(server.url('small'), join(scratch, 'afterwards'))).bytes, 7);
  });

  it('survives a worker that ends with answers on their way', async () => {
    const worker = new Worker(program('leaving-worker.ts'), {workerData: server.url('small')});
    assert.deepEqual(await once(worker, 'exit'), [7]);
    assert.equal((await download(server.url('small'), join(scratch, 'after-leaving'))).bytes, 7);
  });

  it('works in two workers and the main thread at once', async () => {
    server.put('ten', Buffer.alloc(10_000_000));
    const inWorker = async (name: string): Promise<unknown> => {
      const worker = new Worker(program('worker.ts'), {
        workerData: {url: server.url('ten'), path: join(scratch, name)},
      });
      const messages: unknown[] = [];
      worker.on('message', (message) => messages.push(message));
      await once(worker, 'exit');
      return messages.at(-1);
    };
    const main = download(server.url('ten'), join(scratch, 'main')).then(({bytes}) => bytes);
    const all = await Promise.all([inWorker('worker-1'), inWorker('worker-2'), main]);
    assert.deepEqual(all, [10_000_000, 10_000_000, 10_000_000]);
  });

  it('leaves a broken upload unpersisted where it may not remove files', async () => {
    const rules = join(scratch, 'rules');
    writeFileSync(rules, 'u * / rliw\n');
    const {uid, gid} = statSync(server.data);
    if (process.getuid?.() === 0) chownSync(rules, uid, gid);
    const extra = ['ofs.authorize 1', `acc.authdb ${rules}`];
    const strict = await TestServer.start(scratch, 'strict', extra);
    const directory = mkdtempSync(join(scratch, 'strict-'));
    const args = [program('transfers.ts'), 'abort', directory, 'upload', strict.url('new-strict')];
    const {status, stderr} = spawnSync(process.execPath, args, {encoding: 'utf8'});
    assert.deepEqual([status, stderr], [0, '']);
    // The server notices the end of the connection a moment later.
    await gone(strict.file('new-strict'));
    await strict.stop();
  });
});
