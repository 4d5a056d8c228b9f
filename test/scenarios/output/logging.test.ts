import assert from 'node:assert/strict';
import {readFileSync, readdirSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {Program} from '../stage/program.ts';
import {useFolder, useGrid} from '../stage/scene.ts';

describe('the log of a run', () => {
  let grid: TestGrid;
  let dir: string;
  let log: string;
  useGrid({storage: true}, (opened) => (grid = opened));
  useFolder('test', (opened) => {
    dir = opened;
    log = join(dir, 'debug.log');
  });
  afterEach(() => {
    grid.onRequest = undefined;
  });

  const alien = (env: Record<string, string> = {}) => new Program({...grid.env(), TMPDIR: dir, ...env}, dir);
  const debugged = () => alien({ALIENPY_DEBUG: '1', ALIENPY_DEBUG_FILE: log, ALIENPY_DEBUG_APPEND: '1'});

  it('is not written unless it is asked for', async () => {
    await alien().ok('pwd');
    assert.deepEqual(
      readdirSync(dir).filter((name) => name !== '.cache'),
      [],
    );
  });

  it('holds no secret of copies there and back and of tokens', async () => {
    writeFileSync(join(dir, 'x'), 'some content');
    const {stdout: token} = await debugged().run('token');
    await debugged().ok('cp', 'file:x', 'alien:x');
    await debugged().ok('cp', 'alien:x', 'file:y');
    const read = JSON.parse(
      await debugged().ok('access', 'read', '/alice/cern.ch/user/d/demo/x', '--json'),
    ) as {
      results: {envelope: string}[];
    };
    const committed = grid.requests
      .filter(({command}) => command === 'commit')
      .map(({options}) => String(options[0]));
    const envelopes = [...read.results.map(({envelope}) => envelope), ...committed];
    const key = readFileSync(grid.env()['X509_USER_KEY'] ?? '', 'utf8');
    const tokenKey = token.slice(token.indexOf('PRIVATE KEY-----'));
    assert.ok(envelopes.length >= 3 && tokenKey.length > 500);

    const written = readFileSync(log, 'utf8');
    assert.equal(statSync(log).mode & 0o777, 0o600);
    for (const command of ['token', 'access', 'commit', 'stat'])
      assert.match(written, new RegExp(` request +${command} `));
    for (const line of [...envelopes, key, tokenKey].flatMap((secret) => secret.split('\n'))) {
      if (line.length < 12 || /^-----|^&|-----$/.test(line)) continue;
      assert.ok(!written.includes(line), `the log shows ${line}`);
    }
    assert.match(written, /<envelope, \d+ characters>/);
    assert.match(written, /private key, \d+ characters>/);
  });

  it('tells why a connection failed', async () => {
    const {code} = await alien({
      ...{ALIENPY_DEBUG: '1', ALIENPY_DEBUG_FILE: log},
      ...{ALIENPY_JCENTRAL_PORT: '1', ALIENPY_CONNECT_TRIES: '2', ALIENPY_CONNECT_TRIES_INTERVAL: '0.01'},
    }).run('pwd');
    assert.equal(code, 107);
    const written = readFileSync(log, 'utf8');
    assert.equal(written.match(/ connecting +localhost:1 \(ALIENPY_JCENTRAL\), try [12]$/gm)?.length, 2);
    assert.match(written, / connect-failed localhost:1: NetworkError: .*nothing listens there/);
  });

  it('that cannot be written is said, and stops nobody', async () => {
    const {code, stdout, stderr} = await alien({ALIENPY_DEBUG: '1', ALIENPY_DEBUG_FILE: dir}).run('pwd');
    assert.deepEqual([code, stdout], [0, '/alice/cern.ch/user/d/demo/\n']);
    assert.match(stderr, /^No log: EISDIR/);
  });

  it('can go to stderr', async () => {
    const {stderr} = await alien({ALIENPY_TIMING: '1', ALIENPY_DEBUG_FILE: '/dev/stderr'}).run('pwd');
    assert.match(stderr, / answer +pwd in [\d.]+ ms/);
  });

  it('is not needed to learn, once, that the service is slow', async () => {
    const answers = Promise.withResolvers<void>();
    grid.onRequest = () => ({until: answers.promise});
    const {child, finished} = alien({ALIEN_SLOW_AFTER: '0.05'}).start('pwd');
    child.stderr?.once('data', () => answers.resolve());
    const {code, stderr} = await finished;
    assert.equal(code, 0);
    assert.equal(stderr, 'The central service has not answered "pwd" for 0.1 s. Waiting.\n');
  });
});
