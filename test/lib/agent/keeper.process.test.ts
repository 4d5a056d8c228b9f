import assert from 'node:assert/strict';
import {existsSync, mkdirSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {askAgent, type AgentStatus} from '../../../src/lib/agent/control.ts';
import {bundleOf} from '../../../src/lib/agent/bundle.ts';
import {Keeper} from '../../../src/lib/agent/keeper.ts';
import {type AgentPlace, agentPlace} from '../../../src/lib/agent/place.ts';
import {} from '../../scenarios/agent/agent-scene.ts';
import {ended} from '../../support/ended.ts';
import {Program} from '../../scenarios/stage/program.ts';
import {useFolder} from '../../scenarios/stage/scene.ts';

const ROOT = join(import.meta.dirname, '../../..');

describe('the keeper of an agent', () => {
  let dir: string;
  let place: AgentPlace;
  let alien: Program;
  useFolder('test', (folder) => {
    dir = folder;
    const runtime = join(dir, 'r');
    mkdirSync(runtime, {mode: 0o700});
    place = agentPlace({XDG_RUNTIME_DIR: runtime});
    alien = new Program({XDG_RUNTIME_DIR: runtime, TMPDIR: dir, ALIEN_AGENT: 'off'}, dir);
  });

  /** A package whose workers do something else. @param worker a program */
  function withWorkers(worker: string): string {
    const root = join(dir, 'package');
    for (const name of ['bin', 'launcher', 'dist']) mkdirSync(join(root, name), {recursive: true});
    symlinkSync(join(ROOT, 'launcher/build'), join(root, 'launcher/build'));
    writeFileSync(join(root, 'package.json'), '{}');
    writeFileSync(bundleOf(root), '');
    writeFileSync(join(root, 'bin/agent.cjs'), worker);
    return root;
  }

  const keeper = (root: string, patience: number, signal = new AbortController().signal): Keeper =>
    new Keeper({
      ...{root, place, patience, signal, workers: 2, idle: 1e6},
      env: {HOME: dir, TMPDIR: dir},
      onReady: () => undefined,
    });

  async function status(): Promise<AgentStatus> {
    const told = await askAgent(place, 'status');
    assert.ok(told);
    return told;
  }

  for (const [title, worker] of [
    ['hang while they start', 'process.on("SIGTERM", () => undefined); setInterval(() => undefined, 1e6);'],
    ['end while they start', 'process.exit(1);'],
  ] as const) {
    it(`ends when its workers ${title}`, async () => {
      assert.equal(await keeper(withWorkers(worker), 50).run(), 'No worker can be started.');
      assert.equal(existsSync(place.directory), false);
    });
  }

  it('does not count workers that end after they were ready', async () => {
    const root = withWorkers('process.send("ready"); process.send("served", () => process.exit(1));');
    const stop = new AbortController();
    const running = keeper(root, 1e6, stop.signal).run();
    while (((await askAgent(place, 'status'))?.commands ?? 0) < 20);
    stop.abort();
    assert.equal(await running, 'It was stopped.');
  });

  it('is one, however many begin at once', async () => {
    const root = withWorkers(
      'process.send("ready"); setInterval(() => undefined, 1e6); process.once("disconnect", process.exit);',
    );
    const stop = new AbortController();
    const all = Array.from({length: 8}, () => keeper(root, 1e6, stop.signal).run());
    const refused = all.map((each) =>
      each.then(
        () => false,
        (error: unknown) => /runs already/.test(String(error)),
      ),
    );
    await Promise.race(refused.map(async (each) => (await each) || new Promise(() => undefined)));
    while ((await askAgent(place, 'status')) === undefined);
    stop.abort();
    assert.equal((await Promise.all(refused)).filter(Boolean).length, 7);
    assert.equal(existsSync(place.directory), false);
  });

  it('is one where several are started at once by commands', async () => {
    const codes = await Promise.all([1, 2, 3].map(async () => (await alien.run('agent', 'start')).code));
    try {
      assert.deepEqual(
        codes.sort((a, b) => a - b),
        [0, 17, 17],
      );
    } finally {
      await stop();
    }
  });

  it('takes its workers along when it is killed, and leaves the place to the next one', async () => {
    await alien.ok('agent', 'start');
    const {pid, workers} = await status();
    process.kill(pid, 'SIGKILL');
    await Promise.all([pid, ...workers].map(ended));
    assert.ok(existsSync(place.socket), 'what it has left behind');
    await alien.ok('agent', 'start');
    try {
      assert.notEqual((await status()).pid, pid);
    } finally {
      await stop();
    }
    assert.equal(existsSync(place.directory), false);
  });

  it('lets another one begin while a worker of its own still does a command', async () => {
    const root = withWorkers(`process.once("SIGUSR2", process.exit); setInterval(() => undefined, 1e6);
      process.send("ready"); process.send("served");`);
    const end = new AbortController();
    const first = keeper(root, 1e6, end.signal).run();
    while (((await askAgent(place, 'status'))?.commands ?? 0) < 2);
    const {workers} = await status();
    end.abort();
    try {
      await alien.ok('agent', 'start');
    } finally {
      for (const worker of workers) process.kill(worker, 'SIGUSR2');
    }
    try {
      await first;
      assert.equal((await alien.run('agent', 'status')).code, 0);
    } finally {
      await stop();
    }
  });

  /** Stop the agent that runs, and wait for its end. */
  async function stop(): Promise<void> {
    const told = await askAgent(place, 'stop');
    if (told) await ended(told.pid);
  }
});
