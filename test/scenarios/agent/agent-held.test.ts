import assert from 'node:assert/strict';
import {existsSync, readFileSync, readdirSync} from 'node:fs';
import {readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {askAgent} from '../../../src/lib/agent/control.ts';
import {ended} from '../../support/ended.ts';
import {useScene} from '../stage/scene.ts';
import type {Terminal} from '../stage/terminal.ts';
import {AgentScene} from './agent-scene.ts';
import {openShellAt} from './agent-shell.ts';

/** Several requests of XRootD: a limit of the rate holds between them. */
const CONTENT = Buffer.alloc(4_000_000, 'content');

describe('a copy of the agent that is held by Ctrl-Z', () => {
  let at: AgentScene;
  useScene({storage: true}, async (scene) => {
    at = await AgentScene.open(scene);
    await writeFile(join(at.dir, 'here'), CONTENT);
    await at.cold.ok('cp', '-q', 'file:here', 'alien:there');
  });
  beforeEach(() => at.start());
  after(() => at.stop());

  /** States of all threads of a process, as letters. */
  function states(pid: number): string[] {
    const tasks = `/proc/${pid}/task`;
    return readdirSync(tasks).map(
      (task) => /\) (\w)/.exec(readFileSync(join(tasks, task, 'stat'), 'utf8'))?.[1] ?? '',
    );
  }

  const isStopped = (pid: number): boolean => states(pid).every((state) => state === 'T');

  /** Wait until one of them is stopped: on a busy machine a shell may hear earlier that it is. */
  async function stopped(workers: readonly number[]): Promise<number> {
    for (let tries = 0; tries < 2000; tries++, await pause(5)) {
      const worker = workers.find(isStopped);
      if (worker !== undefined) return worker;
    }
    throw new Error('No worker is stopped, or not all of it.');
  }

  /**
   * Begin a copy and stop it.
   * @param rate of the copy: of a second or so, or longer than any test
   * @returns the worker that does it and the process that stands for it in the shell
   */
  async function hold(
    shell: Terminal,
    name: string,
    rate: '3M' | '100K',
  ): Promise<{worker: number; launcher: number}> {
    for (let tries = 0; tries < 10; tries++) {
      at.grid.requests.length = 0;
      shell.type(`clear; alien cp -qf --limit-rate ${rate} alien:there file:${name}; echo code $?\r`);
      await at.asked('access');
      shell.type('\u001A');
      await shell.shows(/^code \d+$/m);
      if (!shell.text.includes('Stopped')) continue; // it was finished before that
      shell.type('clear; echo pid $(jobs -p)\r');
      await shell.shows(/^pid \d+$/m);
      const launcher = Number(/^pid (\d+)$/m.exec(shell.text)?.[1]);
      if ((await readFile(`/proc/${launcher}/comm`, 'utf8')) === 'alien\n')
        return {worker: await stopped((await at.status()).workers), launcher};
      shell.type('kill -KILL %%; wait; clear\r');
    }
    throw new Error('The agent did not do it.');
  }

  it('does nothing until fg, while the agent does others', async () => {
    using shell = await openShellAt(at);
    const {worker} = await hold(shell, 'one', '3M');
    for (let count = 0; count < 4; count++) assert.equal(await at.warm.ok('whoami'), 'demo\n');
    assert.ok(isStopped(worker) && !existsSync(join(at.dir, 'one')));
    shell.type('clear; fg; echo code $?\r');
    await shell.shows('code 0');
    assert.deepEqual(await readFile(join(at.dir, 'one')), CONTENT);
    assert.ok((await at.status()).workers.includes(worker));
  });

  it('ends with its launcher', async () => {
    using shell = await openShellAt(at);
    const {worker, launcher} = await hold(shell, 'two', '100K');
    process.kill(launcher, 'SIGKILL');
    await ended(worker);
    assert.equal(existsSync(join(at.dir, 'two')), false);
    await at.replaced(worker);
  });

  it('is finished where the agent is stopped or killed meanwhile', async () => {
    for (const end of ['stop', 'SIGKILL'] as const) {
      await at.start();
      using shell = await openShellAt(at);
      const {worker} = await hold(shell, end, '3M');
      const {pid} = await at.status();
      if (end === 'stop') {
        await askAgent(at.place, end);
        while (existsSync(at.place.socket)) await pause(5);
      } else {
        process.kill(pid, end);
        await ended(pid);
      }
      assert.ok(isStopped(worker));
      shell.type('clear; fg; echo code $?\r');
      await shell.shows('code 0');
      assert.deepEqual(await readFile(join(at.dir, end)), CONTENT);
      await Promise.all([pid, worker].map(ended));
    }
  });

  it('may be held again and again, and ends of a signal', async () => {
    using shell = await openShellAt(at);
    const {worker} = await hold(shell, 'three', '100K');
    for (let times = 0; times < 2; times++) {
      shell.type('clear; fg\r');
      while (isStopped(worker)) await pause(5);
      shell.type('\u001A');
      await stopped([worker]);
    }
    shell.type('kill -INT %%; clear; fg; echo code $?\r');
    await shell.shows('code 130');
    assert.equal(existsSync(join(at.dir, 'three')), false);
  });
});
