import assert from 'node:assert/strict';
import {once} from 'node:events';
import {existsSync, readFileSync} from 'node:fs';
import {symlink, writeFile} from 'node:fs/promises';
import {createServer} from 'node:net';
import {join} from 'node:path';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {userDirectory} from '../../../../src/lib/files/home.ts';
import {makesSense} from '../../../../src/lib/agent/auto-start.ts';
import {Identity} from '../../../../src/lib/agent/identity.ts';
import {agentPlace, makeAgentDirectory} from '../../../../src/lib/agent/place.ts';
import {configPath} from '../../../../src/lib/settings/own-file.ts';
import {hasColours} from '../../../../src/lib/cli/show/colours.ts';
import {journalDirectory} from '../../../../src/lib/copy/leftovers/journal-directory.ts';
import {Program} from '../../stage/program.ts';
import {useScene} from '../../stage/scene.ts';
import {shows} from './documented.ts';

/** Those that say what is told, in which form, and where things are kept. */
export function outputVariables(): void {
  let grid: TestGrid;
  let dir: string;
  useScene({}, (scene) => ({grid, dir} = scene));

  const alien = (env: Record<string, string>) => new Program({...grid.env(), TMPDIR: dir, ...env}, dir);

  shows(['ALIENPY_JSON', 'ALIENPY_JSON_OUT', 'ALIENPY_JSON_OUT_GLOBAL'], async () => {
    const asked = await alien({}).ok('pwd', '--json');
    for (const name of ['ALIENPY_JSON', 'ALIENPY_JSON_OUT', 'ALIENPY_JSON_OUT_GLOBAL']) {
      assert.equal(await alien({[name]: '1'}).ok('pwd'), asked, name);
    }
    assert.equal(await alien({ALIENPY_JSON: '0'}).ok('pwd'), '/alice/cern.ch/user/d/demo/\n');
    const passed = JSON.parse(await alien({ALIENPY_JSON: 'true'}).ok('groups')) as {metadata: object};
    assert.equal((passed.metadata as {user: string}).user, 'demo');
    const {code, stdout, stderr} = await alien({ALIENPY_JSON: '1'}).run('ls', '/no/such');
    assert.deepEqual([code, stderr], [2, '']);
    assert.equal((JSON.parse(stdout) as {metadata: {exitcode: string}}).metadata.exitcode, '2');
  });

  shows(['ALIENPY_JSONRAW'], async () => {
    const raw = await alien({ALIENPY_JSONRAW: '1', ALIENPY_JSON: '1'}).ok('pwd');
    assert.match(raw, /^\{"metadata":\{.*"currentdir":"\\\/alice\\\/cern\.ch.*\}\n$/);
    assert.equal((await alien({ALIENPY_JSONRAW: '1'}).run('ls', '/no/such')).code, 2);
  });

  shows(['ALIENPY_DEBUG', 'ALIENPY_DEBUG_FILE', 'ALIENPY_DEBUG_APPEND', 'ALIENPY_TIMING'], async () => {
    const file = join(dir, 'log');
    const lines = (pattern: RegExp) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => pattern.test(line)).length;
    await alien({ALIENPY_DEBUG_FILE: file}).ok('pwd');
    assert.equal(existsSync(file), false);
    const env = {ALIENPY_DEBUG: '1', ALIENPY_DEBUG_FILE: file};
    await alien(env).ok('pwd');
    await alien(env).ok('pwd');
    assert.equal(lines(/ program +@alien-grid/), 1);
    assert.equal(lines(/ answer +pwd .*"exitcode":"0"/), 1);
    await alien({...env, ALIENPY_DEBUG_APPEND: '1'}).ok('pwd');
    assert.equal(lines(/ answer +pwd /), 2);
    await alien({ALIENPY_TIMING: '1', ALIENPY_DEBUG_FILE: file}).ok('pwd');
    assert.deepEqual([lines(/ answer +pwd in [\d.]+ ms/), lines(/exitcode/)], [1, 0]);
  });

  shows(['JALIENPY_DEBUG'], async () => {
    const {stdout, stderr} = await alien({JALIENPY_DEBUG: 'anything'}).run('ls', 'x', '-l');
    assert.equal(stdout, '');
    assert.match(stderr, /^request +ls \["-F","-l","--","x"\]$/m);
    assert.equal((await alien({JALIENPY_DEBUG: ''}).run('pwd')).stderr, '');
  });

  shows(['PATH'], async () => {
    assert.match((await alien({}).run('compat', 'link', 'links')).stderr, /not on your PATH/);
    const PATH = `${join(dir, 'links')}:${process.env['PATH']}`;
    assert.doesNotMatch((await alien({PATH}).run('compat', 'link', 'links')).stderr, /PATH/);
  });

  shows(['ALIEN_CALLED_AS'], async () => {
    // what was inherited from another program is not believed
    assert.equal(await alien({ALIEN_CALLED_AS: 'alien_ls'}).ok('whoami'), 'demo\n');
    await symlink(join(import.meta.dirname, '../../../../bin/alien'), join(dir, 'alien_whoami'));
    assert.equal((await alien({}).shell('./alien_whoami')).stdout, 'demo\n');
  });

  shows(['ALIEN_NOHUP'], async () => {
    const {child, finished} = alien({}).startUnderNohup('pwd');
    grid.onRequest = () => {
      child.kill('SIGHUP');
      return 'answer';
    };
    const {code, stdout} = await finished;
    grid.onRequest = undefined;
    assert.deepEqual([code, stdout], [0, '/alice/cern.ch/user/d/demo/\n']);
  });

  shows(['ALIEN_LAUNCHED'], async () => {
    const native = join(import.meta.dirname, '../../../../launcher/build/alien');
    const program = new Program({...grid.env(), ALIEN_LAUNCHED: '/x/alien_whoami'}, dir, native);
    assert.equal(await program.ok(), 'demo\n');
  });

  shows(['XDG_RUNTIME_DIR', 'ALIEN_AGENT'], async () => {
    const env = {XDG_RUNTIME_DIR: dir};
    const place = agentPlace(env);
    makeAgentDirectory(place);
    let callers = 0;
    const server = createServer((socket) => void (callers++, socket.destroy()));
    await once(server.listen(place.socket), 'listening');
    try {
      for (const {given, expected} of [
        {given: {}, expected: 1},
        {given: {ALIEN_AGENT: 'off'}, expected: 0},
        {given: {ALIEN_AGENT: 'No'}, expected: 0},
        {given: {ALIEN_AGENT: 'auto'}, expected: 1},
      ]) {
        callers = 0;
        await alien({...env, ...given}).ok('version');
        assert.equal(callers, expected);
      }
    } finally {
      server.close();
    }
  });

  shows(['XRD_CLCONFFILE'], async () => {
    const path = join(dir, 'client.conf');
    const identity = new Identity({HOME: dir, XRD_CLCONFFILE: path}, '/dev/null');
    assert.equal(identity.holds(), true);
    await writeFile(path, 'RequestTimeout = 5\n');
    assert.equal(identity.holds(), false);
  });

  shows(['ALIEN_PROC_ID'], () => {
    const env = {XDG_RUNTIME_DIR: dir};
    assert.equal(makesSense(env, {env}), true);
    assert.equal(makesSense({...env, ALIEN_PROC_ID: '1'}, {env}), false);
  });

  shows(['CLICOLOR'], () => {
    assert.equal(hasColours({isTTY: true}, {CLICOLOR: '1'}), true);
    assert.equal(hasColours({isTTY: true}, {CLICOLOR: '0'}), false);
  });

  shows(['ALIENPY_TIMECONNECT'], async () => {
    const {stderr} = await alien({ALIENPY_TIMECONNECT: '1'}).run('pwd');
    assert.match(stderr, /^Connected to localhost:\d+ in \d+ ms\.\n$/);
  });

  shows(['XDG_CONFIG_HOME', 'XDG_CACHE_HOME', 'XDG_STATE_HOME', 'XDG_DATA_HOME'], async () => {
    assert.match(journalDirectory({XDG_STATE_HOME: '/state'}, 'uploads'), /^\/state\/alien\/uploads\//);
    assert.equal(userDirectory({XDG_DATA_HOME: '/data'}, 'data'), '/data');
    assert.equal(configPath({XDG_CONFIG_HOME: '/x'}), '/x/alien/config.json');
    await alien({XDG_CACHE_HOME: join(dir, 'cache')}).ok('version');
    assert.equal(existsSync(join(dir, 'cache/alien/compiled')), true);
  });
}
