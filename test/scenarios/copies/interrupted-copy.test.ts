import assert from 'node:assert/strict';
import {readdirSync, statSync, truncateSync, writeFileSync} from 'node:fs';
import {watch} from 'node:fs/promises';
import {join} from 'node:path';
import {type IPty, spawn} from '@lydell/node-pty';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {age} from '../../lib/copy/leftovers/dead-process.ts';
import {behindAgent} from '../stage/behind-agent.ts';
import type {Program} from '../stage/program.ts';
import {type Scene, useScene} from '../stage/scene.ts';

const SIZE = 240 << 20;
/** A copy is in its middle when so much has arrived. */
const MIDDLE = 16 << 20;
/** So that it is not over before it is interrupted, however late the test sees where it is. */
const SLOWLY = ['--limit-rate', '20M'];

describe('a copy of a large file that is interrupted', () => {
  let grid: TestGrid;
  let dir: string;
  let alien: Program;

  const withBigFile = (scene: Scene): void => {
    ({grid, dir, alien} = scene);
    writeFileSync(join(dir, 'big'), '');
    truncateSync(join(dir, 'big'), SIZE); // reads as zeros, takes no room
  };
  useScene({storage: true}, withBigFile, 'test');

  /** Files of storage elements, with their sizes; XRootD's own housekeeping left out. */
  const stored = () =>
    filesBelow(join(grid.dir, 'storage')).filter(({path}) => /[0-9a-f]{8}-[0-9a-f-]{27}/.test(path));

  /** What is in the folder, without the directories in which the program keeps things. */
  const files = () =>
    readdirSync(dir, {withFileTypes: true})
      .flatMap((entry) => (entry.isFile() ? [entry.name] : []))
      .sort();

  for (const [signal, exitCode] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    it(`by ${signal} on its way up: nothing registered, nothing stored, no process left`, async () => {
      const {child, finished} = alien.start('cp', ...SLOWLY, 'file:big', 'alien:big');
      await grown(join(grid.dir, 'storage'), MIDDLE);
      child.kill(signal);
      const {code, stderr} = await finished;
      assert.equal(code, exitCode);
      assert.match(stderr, /stopped/);
      assert.equal(await alien.ok('ls', '-a'), '');
      await until(() => stored().length === 0, join(grid.dir, 'storage'));
      assert.throws(() => process.kill(child.pid ?? 0, 0), {code: 'ESRCH'});
    });
  }

  it('by the end of its terminal: nothing registered, nothing stored, no process left', async () => {
    const ALIEN = join(import.meta.dirname, '../../../bin/alien');
    const env = {...process.env, HOME: dir, ...grid.env()};
    const pty = spawn(ALIEN, ['cp', ...SLOWLY, 'file:big', 'alien:closed'], {
      cwd: dir,
      env: behindAgent(env),
    });
    const ended = new Promise<{exitCode: number}>((resolve) => pty.onExit(resolve));
    await grown(join(grid.dir, 'storage'), MIDDLE);
    (pty as IPty & {destroy(): void}).destroy();
    assert.equal((await ended).exitCode, 129);
    assert.equal(await alien.ok('ls', '-a'), '');
    await until(() => stored().length === 0, join(grid.dir, 'storage'));
  });

  for (const signal of ['SIGINT', 'SIGKILL'] as const) {
    it(`by ${signal} on its way down: the next run goes on, the old file stays until then`, async () => {
      await alien.ok('cp', 'file:big', 'alien:big@disk:1');
      writeFileSync(join(dir, 'copy'), 'the old one');
      const {child, finished} = alien.start('cp', ...SLOWLY, 'alien:big', 'file:copy');
      await grown(dir, 2 * MIDDLE, /^\.copy/);
      child.kill(signal);
      const {stderr} = await finished;
      if (signal !== 'SIGKILL') assert.match(stderr, /^Kept [\d.]+ MiB of .*copy: run the same command/m);
      assert.equal(statSync(join(dir, 'copy')).size, 'the old one'.length);
      const partial = readdirSync(dir).find((name) => name.startsWith('.copy')) ?? '';
      const {ino, size} = statSync(join(dir, partial));
      assert.ok(size >= MIDDLE);
      await alien.ok('cp', 'alien:big', 'file:copy');
      assert.equal(statSync(join(dir, 'copy')).ino, ino, 'the partial file became the file');
      assert.equal(statSync(join(dir, 'copy')).size, SIZE);
      assert.deepEqual(files(), ['big', 'copy']);
    });
  }

  const journals = () => {
    const uploads = join(dir, '.local/state/alien/uploads');
    return join(uploads, readdirSync(uploads)[0] ?? '');
  };

  /** Upload to one storage element only, and kill that in the middle. */
  async function uploadToDyingServer(...words: string[]) {
    const [server] = grid.storage ?? [];
    assert.ok(server);
    const {finished} = alien.start('cp', '--retry', '0', ...words, 'file:big', `alien:big@${server.name}`);
    await grown(join(grid.dir, 'storage'), MIDDLE);
    process.kill(server.pid, 'SIGKILL');
    return {...(await finished), server};
  }

  it('by the end of the storage server, on its way up: it ends by itself, with the reason', async () => {
    const {code, stderr, server} = await uploadToDyingServer(...SLOWLY, '--norecovery');
    assert.ok(code === 107 || code === 110, `exit code ${code}`);
    assert.match(stderr, new RegExp(`127\\.0\\.0\\.1:${server.port}`));
    assert.equal(await alien.ok('ls'), '');
  });

  it('by the end of the storage server, on its way up: another one takes its place', async () => {
    await grid.faults.set(`se-slow ${grid.storage?.[0]?.name} 20000000`); // the other one takes all at once
    const {code, stderr, server} = await uploadToDyingServer();
    assert.equal(code, 0);
    assert.match(stderr, new RegExp(`other storage elements were taken \\(${server.name}`));
    await alien.ok('cp', '-q', 'alien:big', 'file:copy');
    assert.equal(statSync(join(dir, 'copy')).size, SIZE);
  });

  it('by the end of the storage server: what it has stays in the journal, and goes when it is back', async () => {
    const {stderr, server} = await uploadToDyingServer(...SLOWLY, '--norecovery');
    assert.match(stderr, /part of it may be left, unregistered: root:/);
    assert.ok(stored().length > 0, 'bytes were left');
    assert.match((await alien.run('doctor')).stdout, /uploads +warning +An upload of .*interrupted: root:/);
    await grid.faults.set(`se-down ${server.name}`);
    await grid.faults.clear();
    writeFileSync(join(dir, 'small'), 'small');
    for (let run = 0; run < 10 && stored().length > 0; run++) {
      await age(journals(), 3_600_000);
      await alien.ok('cp', '-f', 'file:small', 'alien:small@ALICE::SANDBOX::DISK2');
      await alien.ok('rm', 'small');
      await until(() => stored().length === 0 || run < 9, join(grid.dir, 'storage'));
    }
    assert.deepEqual(readdirSync(journals()), []);
  });

  it('by the end of the only storage server that has it, on its way down: it ends by itself', async () => {
    const [server] = grid.storage ?? [];
    assert.ok(server);
    await alien.ok('cp', 'file:big', `alien:big@${server.name}`);
    const {finished} = alien.start('cp', ...SLOWLY, '--retry', '0', 'alien:big', 'file:copy');
    await grown(dir, MIDDLE, /^\.copy/);
    process.kill(server.pid, 'SIGKILL');
    const {code, stderr} = await finished;
    assert.ok(code === 107 || code === 110, `exit code ${code}`);
    assert.match(stderr, new RegExp(`127\\.0\\.0\\.1:${server.port}`));
    // What has arrived is kept, if it is worth it; nothing has the name of the file.
    const names = files().filter((name) => !name.startsWith('.copy.alien-'));
    assert.deepEqual(names, ['big']);
  });
});

/** Links are left out: XRootD has one to /proc. */
function filesBelow(directory: string): {path: string; size: number}[] {
  return readdirSync(directory, {withFileTypes: true}).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    const facts = entry.isFile() ? statSync(path, {throwIfNoEntry: false}) : undefined;
    return facts ? [{path, size: facts.size}] : [];
  });
}

/** Wait until a file below a directory has so many bytes. */
async function grown(directory: string, size: number, name = /./): Promise<void> {
  await until(
    () =>
      filesBelow(directory).some(
        (file) =>
          file.path !== join(directory, 'big') &&
          name.test(file.path.split('/').at(-1) ?? '') &&
          file.size >= size,
      ),
    directory,
  );
}

/** Wait until something is so, looking again whenever something changes below a directory. */
async function until(isSo: () => boolean, directory: string): Promise<void> {
  const controller = new AbortController();
  const changes = watch(directory, {recursive: true, signal: controller.signal});
  if (isSo()) return controller.abort();
  for await (const change of changes) {
    void change;
    if (isSo()) return controller.abort();
  }
}
