import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {join} from 'node:path';
import {text} from 'node:stream/consumers';
import {packAll} from '../../../scripts/packages.mjs';
import {PackageRegistry} from '../../support/package-registry.ts';
import {Program} from '../stage/program.ts';
import {openFolder, useUntilEnd} from '../stage/scene.ts';

const ROOT = join(import.meta.dirname, '../../..');
const TOOLS = join(ROOT, 'node_modules/.bin');

/** Nothing is listening there. */
const NOWHERE = 'http://127.0.0.1:9/';

describe('the packages, installed from their files all at once', function () {
  this.timeout(300_000);
  let dir: string;
  let tarballs: readonly string[];
  let others: PackageRegistry;

  useUntilEnd('suite', async (held) => {
    dir = await openFolder(held);
    tarballs = await packAll();
    others = held.adopt(await PackageRegistry.start([]), (started) => started.stop());
  });

  /** @param onStart gets the number of its group of processes */
  async function install(registry: string, onStart?: (group: number) => Promise<void>): Promise<number> {
    const words = ['install', '-g', '--prefix', dir, '--omit=optional', '--fetch-retries=0', ...tarballs];
    const child = spawn(join(TOOLS, 'npm'), words, {
      cwd: dir,
      env: {
        ...{HOME: dir, TMPDIR: dir, CXX: 'no-compiler-here', npm_config_registry: registry},
        PATH: `${TOOLS}:/usr/bin:/bin`,
      },
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
    });
    const said = text(child.stderr);
    const ended = once(child, 'exit') as Promise<[code: number | null]>;
    await onStart?.(child.pid ?? 0);
    const [code] = await ended;
    await said;
    return code ?? 1;
  }

  async function leftLinks(): Promise<string> {
    const child = spawn('find', [dir, '-xtype', 'l'], {stdio: ['ignore', 'pipe', 'inherit']});
    return text(child.stdout);
  }

  it('leave nothing behind that leads nowhere, where there is no network', async () => {
    assert.notEqual(await install(NOWHERE), 0);
    assert.equal(await leftLinks(), '');
  });

  it('nor where npm is killed in the middle', async () => {
    const isAsked = others.stall('@oclif/core');
    await install(others.url, async (group) => {
      await isAsked;
      process.kill(-group, 'SIGKILL');
    });
    assert.equal(await leftLinks(), '');
    others.flow();
  });

  it('work after that, with a registry that knows none of them', async () => {
    assert.equal(await install(others.url), 0);
    assert.equal(await leftLinks(), '');
    const env = {HOME: dir, PATH: `${TOOLS}:/usr/bin:/bin`};
    const alien = new Program(env, dir, join(dir, 'bin/alien'));
    assert.match(await alien.ok('version'), /^alien /);
    assert.match(await alien.ok('sandbox', '--help'), /sandbox start/);
  });
});
