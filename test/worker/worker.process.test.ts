import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

describe('a worker of the agent', () => {
  let dir: string;
  before(async () => (dir = await mkdtemp(join(tmpdir(), 'alien-worker-'))));
  after(() => rm(dir, {recursive: true}));

  // Node's own end would wait for ever for the thread that waits for the next caller.
  it('ends at once, whatever makes it end', async () => {
    const fault = join(dir, 'fault.cjs');
    await writeFile(fault, "process.on('message', () => { throw new Error('a fault'); });");
    const worker = spawn(process.execPath, ['--require', fault, join(ROOT, 'bin/agent.cjs')], {
      env: {HOME: dir, PATH: process.env['PATH']},
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'ipc'],
    });
    const [word] = (await once(worker, 'message')) as [unknown];
    assert.equal(word, 'ready');
    worker.send('now');
    try {
      await once(worker, 'exit', {signal: AbortSignal.timeout(10_000)});
    } finally {
      worker.kill('SIGKILL');
    }
  });
});
