import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {promisify} from 'node:util';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {manifestOf, packAll} from '../../../scripts/packages.mjs';
import {PackageRegistry, manifestIn} from '../../support/package-registry.ts';
import {Program} from '../stage/program.ts';
import {openFolder, openGrid, useUntilEnd} from '../stage/scene.ts';

const ROOT = join(import.meta.dirname, '../../..');
const TOOLS = join(ROOT, 'node_modules/.bin');
const NPM = join(ROOT, 'node_modules/npm/bin/npm-cli.js');
const PLUGIN = join(ROOT, 'examples/plugin');
const LAUNCHER = `@alien-grid/launcher-${process.platform}-${process.arch}`;

describe('the packages, installed from a registry where there is no compiler', function () {
  this.timeout(300_000);
  let dir: string;
  let grid: TestGrid;
  let registry: PackageRegistry;
  let alien: Program;
  let box: string;
  let env: Record<string, string>;

  useUntilEnd('suite', async (held) => {
    grid = await openGrid({storage: true}, held);
    dir = await openFolder(held);
    box = held.adopt(mkdtempSync('/var/tmp/alien-installed-'), (path) => rmSync(path, {recursive: true}));
    const own = await Promise.all(
      (await packAll()).map(async (tarball) => ({...(await manifestOf(tarball)), source: {tarball}})),
    );
    const plugin = {...manifestIn(PLUGIN), source: {directory: PLUGIN}};
    registry = held.adopt(await PackageRegistry.start([...own, plugin]), (started) => started.stop());
    env = {
      ...{HOME: dir, TMPDIR: dir, CXX: 'no-compiler-here', npm_config_registry: registry.url},
      PATH: `${TOOLS}:${process.env['PATH']}`,
    };
    // not the Node that is among the optional packages: it is large
    const names = ['@alien-grid/cli', LAUNCHER];
    await run(process.execPath, NPM, 'install', '-g', '--prefix', dir, '--omit=optional', ...names);
    alien = new Program({...grid.env(), ...env}, dir, join(dir, 'bin/alien'));
  });

  const inPackage = (name: string): string => join(dir, 'lib/node_modules/@alien-grid/cli', name);

  async function run(program: string, ...words: string[]): Promise<string> {
    return (await promisify(execFile)(program, words, {cwd: dir, env})).stdout;
  }

  it('leave no link that leads nowhere', async () => {
    assert.equal(await run('find', dir, '-xtype', 'l'), '');
  });

  it('have the program, its help, its man page and its completion', async () => {
    assert.match(await alien.ok('version'), new RegExp(`location +${inPackage('')}`.replace(/\/$/, '')));
    const {stdout, stderr} = await alien.run('help', '--all');
    assert.equal(stderr, '');
    for (const name of ['cp', 'sandbox', 'plugins', 'shell'])
      assert.match(stdout, new RegExp(`^ +${name} `, 'm'));
    for (const name of [
      'man/alien.1',
      'completion/alien.bash',
      'schemas/error.json',
      'docs/plugins.md',
      'LICENSE',
    ])
      assert.ok(existsSync(inPackage(name)), name);
  });

  it('have an agent', async () => {
    await alien.ok('agent', 'start');
    try {
      const {stdout, stderr} = await alien.shell(`${join(dir, 'lib/node_modules', LAUNCHER, 'alien')} pwd`);
      assert.equal(stdout, '/alice/cern.ch/user/d/demo/\n', stderr);
    } finally {
      await alien.ok('agent', 'stop');
    }
  });

  it('work on the grid', async () => {
    await alien.ok('mkdir', '-p', 'work');
    await alien.ok('touch', 'work/x');
    assert.equal(await alien.ok('find', 'work', '*'), '/alice/cern.ch/user/d/demo/work/x\n');
    await alien.ok('compat', 'link', join(dir, 'names'));
    assert.equal((await alien.shell('names/alien_ls work')).stdout, 'x\n');
  });

  it('say of a transfer what is missing, and what to do about it in this very place', async () => {
    writeFileSync(join(dir, 'content'), 'some content');
    const {code, stderr} = await alien.run('cp', 'file:content', 'alien:content');
    assert.equal(code, 79);
    const [, place = ''] = /npm run build --prefix (\S+)/.exec(stderr) ?? [];
    assert.ok(existsSync(join(place, 'build.mjs')), stderr);
    assert.doesNotMatch(stderr, /npm run setup/);
  });

  it('transfer files once the addon is there', async () => {
    symlinkSync(join(ROOT, 'native/build'), inPackage('node_modules/xrootd-native/build'));
    await alien.ok('cp', 'file:content', 'alien:content');
    assert.equal(await alien.ok('cat', 'content'), 'some content');
  });

  it('start a sandbox', async () => {
    await alien.ok('sandbox', 'start', '--no-storage', '--jobs', '0', '--dir', box);
    try {
      const {stdout, stderr} = await alien.shell(`eval "$(alien sandbox env --dir ${box})"; alien pwd`);
      assert.equal(stdout, '/alice/cern.ch/user/d/demo/\n', stderr);
    } finally {
      await alien.ok('sandbox', 'stop', '--dir', box);
    }
  });

  it('take a plugin from a registry', async () => {
    const {name, version} = manifestIn(PLUGIN);
    await alien.ok('plugins', 'install', `${name}@${version}`);
    assert.match(await alien.ok('plugins'), new RegExp(name));
    await alien.ok('largest', '~');
  });

  it('say what to do about plugins where there is no npm', async () => {
    const tools = join(dir, 'tools');
    mkdirSync(tools);
    for (const name of ['sh', 'uname', 'readlink']) symlinkSync(`/bin/${name}`, join(tools, name));
    symlinkSync(join(TOOLS, 'node'), join(tools, 'node'));
    const lonely = new Program({...grid.env(), ...env, PATH: tools}, dir, join(dir, 'bin/alien'));
    const name = manifestIn(PLUGIN).name;
    for (const words of [['install', PLUGIN], ['install', `${name}@1.0.0`], ['update']]) {
      const {code, stderr} = await lonely.run('plugins', ...words);
      assert.equal(code, 127, stderr);
      assert.match(stderr, /there is none: [^]*alien plugins link DIRECTORY --no-install/);
    }
    await lonely.ok('largest', '~'); // what is installed is not lost by that
    await lonely.ok('plugins', 'uninstall', name);
    assert.equal(await lonely.ok('plugins'), 'No plugins installed.\n');
    await lonely.ok('plugins', 'link', PLUGIN, '--no-install');
    assert.match(await lonely.ok('plugins'), /\(link\)/);
    await lonely.ok('plugins', 'reset');
    assert.equal((await lonely.run('version', '--check')).code, 127);
  });

  it('are imported by programs, with types, in both forms of modules', async () => {
    const program = join(dir, 'program');
    mkdirSync(join(program, 'node_modules'), {recursive: true});
    symlinkSync(join(dir, 'lib/node_modules/@alien-grid'), join(program, 'node_modules/@alien-grid'));
    symlinkSync(join(ROOT, 'node_modules/@types'), join(program, 'node_modules/@types'));
    const use =
      'const wrong: number = connect;\nexport const made = [connect, copy, jobs.list, UserError];\n';
    const names = '{connect, copy, jobs, UserError}';
    writeFileSync(join(program, 'es.mts'), `import ${names} from '@alien-grid/cli';\n${use}`);
    writeFileSync(join(program, 'common.cts'), `import ${names} from '@alien-grid/cli';\n${use}`);
    const words = ['--strict', '--noEmit', '--module', 'nodenext', '--skipLibCheck', '--types', 'node'];
    const {stdout} = await promisify(execFile)(join(TOOLS, 'tsc'), [...words, 'es.mts', 'common.cts'], {
      cwd: program,
      env,
    }).catch((error: unknown) => error as {stdout: string});
    assert.deepEqual(
      stdout.match(/^\w+\.[mc]ts\(\d+,\d+\): error TS\d+/gm),
      ['common.cts(2,7): error TS2322', 'es.mts(2,7): error TS2322'],
      stdout,
    );
    const same =
      "import('@alien-grid/cli').then((es) => console.log(es.UserError === require('@alien-grid/cli').UserError))";
    const printed = await promisify(execFile)(process.execPath, ['-e', same], {cwd: program, env});
    assert.equal(printed.stdout, 'true\n');
  });
});
