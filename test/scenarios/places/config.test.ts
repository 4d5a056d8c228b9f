import assert from 'node:assert/strict';
import {mkdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {Program} from '../stage/program.ts';
import {useFolder, useGrid} from '../stage/scene.ts';

describe('alien config', () => {
  let grid: TestGrid;
  let home: string;
  let path: string;
  let alien: Program;
  useGrid({}, (opened) => (grid = opened));
  useFolder('test', (dir) => {
    home = dir;
    path = join(home, '.config/alien/config.json');
    alien = new Program({TMPDIR: home}, home);
  });

  const write = (text: string): void => {
    mkdirSync(join(home, '.config/alien'), {recursive: true});
    writeFileSync(path, text);
  };

  it('keeps what a user otherwise sets in each shell', async () => {
    assert.equal(await alien.ok('config', 'path'), `${path}\n`);
    const {ALIENPY_JCENTRAL, ALIENPY_JCENTRAL_PORT, X509_USER_CERT, X509_USER_KEY, X509_CERT_DIR} =
      grid.env();
    for (const [name, value] of [
      ['server.host', ALIENPY_JCENTRAL],
      ['server.port', ALIENPY_JCENTRAL_PORT],
      ['user.certificate', X509_USER_CERT],
      ['user.key', X509_USER_KEY],
      ['authorities.directory', X509_CERT_DIR],
      ['output.json', 'yes'],
    ] as const) {
      assert.equal(await alien.ok('config', 'set', name, value ?? ''), '');
    }
    assert.equal(statSync(path).mode & 0o777, 0o600);
    const {metadata} = JSON.parse(await alien.ok('pwd')) as {metadata: {user: string}};
    assert.equal(metadata.user, 'demo');
    const unset = JSON.parse(await alien.ok('config', 'unset', 'output.json')) as unknown;
    assert.deepEqual(unset, {results: [{name: 'output.json'}]});
    assert.equal(await alien.ok('pwd'), '/alice/cern.ch/user/d/demo/\n');
    assert.equal(await alien.ok('config', 'get', 'server.port'), `${ALIENPY_JCENTRAL_PORT}\n`);
  });

  it('tells what is in force, and where it comes from', async () => {
    write('{"connect.tries": 7, "connect.pause": 2}');
    const listed = await new Program({ALIENPY_CONNECT_TRIES: '4'}, home).ok('config', 'list');
    assert.match(listed, /^connect\.tries +4 +ALIENPY_CONNECT_TRIES$/m);
    assert.match(listed, new RegExp(`^connect\\.pause +2 +${path}$`, 'm'));
    assert.match(listed, /^server\.port +8097 +default$/m);
    const json = JSON.parse(await alien.ok('config', 'list', '--json')) as {
      name: string;
      value: string | number | boolean | null;
    }[];
    assert.equal(json.find(({name}) => name === 'connect.tries')?.value, 7);
    assert.equal(json.find(({name}) => name === 'token.key')?.value, null);
  });

  it('shows a variable that makes no sense, and says so', async () => {
    const odd = new Program({ALIENPY_CONNECT_TRIES: '0.5', TMPDIR: home}, home);
    const {code, stdout, stderr} = await odd.run('config', 'list');
    assert.equal(code, 22);
    assert.match(stdout, /^connect\.tries +0\.5 +ALIENPY_CONNECT_TRIES$/m);
    assert.match(stderr, /^ALIENPY_CONNECT_TRIES must be a whole number/m);
    assert.equal((await odd.run('config', 'get', 'connect.tries')).code, 22);
    assert.equal(await odd.ok('config', 'get', 'connect.pause'), '0.3\n');
    const found = await odd.run('doctor');
    assert.match(found.stdout, /^configuration +FAILED +ALIENPY_CONNECT_TRIES must be/m);
    assert.equal(found.stdout.match(/ALIENPY_CONNECT_TRIES must be/g)?.length, 1); // and the checks behind go on
  });

  it('says so when a variable hides what was set', async () => {
    const hidden = new Program({JALIEN_HOST: 'jbox'}, home);
    const {code, stderr} = await hidden.run('config', 'set', 'server.host', 'a.example');
    assert.equal(code, 0);
    assert.match(stderr, /no effect now: the variable JALIEN_HOST/);
  });

  it('refuses wrong names and values, and tells the right ones', async () => {
    const refused = async (...words: string[]) => {
      const {code, stderr, stdout} = await alien.run('config', ...words);
      assert.equal(stdout, '');
      return `${code} ${stderr}`;
    };
    assert.match(
      await refused('set', 'server.prot', '1'),
      /^22 .*"server\.prot"[\s\S]*Did you mean server\.port/,
    );
    assert.match(await refused('get', 'server'), /^22 [\s\S]*server\.host, server\.port/);
    assert.match(await refused('unset', 'xyzzy'), /^22 [\s\S]*alien config list/);
    assert.match(await refused('set', 'server.port', 'http'), /^22 .*from 1 to 65535, not "http"/);
    assert.match(await refused('set', 'server.port'), /^22 .*Missing 1 required arg/);
    assert.match(await refused('get', 'token.key'), /^2 token\.key is not set/);
    assert.match(await refused('sett', 'a', 'b'), /^127 [\s\S]*config set/);
  });

  it('stays of use when the file is broken, as do version and help', async () => {
    write('{\n  "server.host": "localhost"\n  "server.port": 1\n}');
    const {code, stderr} = await new Program({...grid.env()}, home).run('pwd');
    assert.equal(code, 22);
    assert.match(stderr, /config\.json.*line 3, at server\.host: a comma or \} is missing[\s\S]*Mend line 3/);
    for (const words of [['version'], ['help'], ['config', 'path'], ['config', '--help']])
      await alien.ok(...words);
    const listed = await alien.run('config', 'list');
    assert.deepEqual([listed.code, /^server\.port +8097 +default$/m.test(listed.stdout)], [22, true]);
    assert.match(listed.stderr, /line 3/);
    assert.equal((await alien.run('config', 'set', 'log.debug', 'true')).code, 22);
    assert.match(
      readFileSync(path, 'utf8'),
      /^\{\n {2}"server\.host": "localhost"\n {2}"server\.port": 1\n\}$/,
    );
  });

  it('lets a bad value be mended with its own commands', async () => {
    write('{"server.port": "x", "server.host": "localhost"}');
    const {code, stderr} = await alien.run('pwd');
    assert.equal(code, 22);
    assert.match(stderr, /line 1: server\.port must be a port.*, not "x"/);
    await alien.ok('config', 'set', 'server.port', '8097');
    assert.equal(await alien.ok('config', 'get', 'server.port'), '8097\n');
  });

  it('tells of names that it does not know, and goes on', async () => {
    write('{"connect.trys": 7}');
    const {code, stdout, stderr} = await new Program(grid.env(), home).run('pwd');
    assert.deepEqual([code, stdout], [0, '/alice/cern.ch/user/d/demo/\n']);
    assert.match(stderr, /line 1: there is no setting "connect\.trys"; did you mean connect\.tries/);
  });

  it('is not read by a command that needs none of it', async () => {
    write('{ broken');
    assert.equal((await alien.run('version')).stderr, '');
  });
});
