import assert from 'node:assert/strict';
import {mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {startGrid, type TestGrid, useCredentials} from '@alien-grid/plugin-sandbox/testing';
import {configPath} from '../../../src/lib/settings/own-file.ts';
import {Program} from '../stage/program.ts';
import {useScene} from '../stage/scene.ts';

describe('a user with a problem', () => {
  let grid: TestGrid;
  let dir: string;
  useScene({}, (scene) => ({grid, dir} = scene));

  const run = (env: Record<string, string>, ...words: string[]) =>
    new Program({TMPDIR: dir, ALIENPY_CONNECT_TRIES: '1', ...env}, dir).run(...words);

  it('has no certificate: learns where one is looked for, and of the sandbox', async () => {
    const {X509_CERT_DIR = ''} = grid.env();
    const {code, stderr, stdout} = await run({X509_CERT_DIR}, 'pwd');
    assert.deepEqual([code, stdout], [126, '']);
    assert.match(stderr, /No certificate[\s\S]*\.globus\/usercert\.pem[\s\S]*alien sandbox start/);
  });

  it('is nobody whom the system knows: that is none, in containers and jobs', async () => {
    const alone = new Program({...grid.env(), HOME: dir}, dir);
    // A user namespace makes such an account; where there is none, a process without a shell has to do.
    const line =
      'unset SHELL; if unshare -U true; then exec unshare -U --map-user=4711 alien pwd; fi; exec alien pwd';
    const {code, stdout, stderr} = await alone.shell(line);
    assert.deepEqual([code, stdout], [0, '/alice/cern.ch/user/d/demo/\n'], stderr);
  });

  it('has no sandbox running: learns how to start it', async () => {
    const gone = await startGrid();
    const env = gone.env();
    const kept = useCredentials(
      env,
      {
        cert: readFileSync(env['X509_USER_CERT'] ?? '', 'utf8'),
        key: readFileSync(env['X509_USER_KEY'] ?? '', 'utf8'),
      },
      dir,
    );
    await gone.stop();
    const {code, stderr} = await run({...kept, X509_CERT_DIR: grid.env()['X509_CERT_DIR'] ?? ''}, 'pwd');
    assert.equal(code, 107);
    assert.match(stderr, /nothing listens there[\s\S]*alien sandbox start/);
  });

  it('has an expired certificate: learns when it expired', async () => {
    const env = useCredentials(grid.env(), await grid.certificates.expired(), dir);
    const {code, stderr} = await run(env, 'pwd');
    assert.equal(code, 127);
    assert.match(stderr, /expired at \d{4}-\d\d-\d\d/);
  });

  it('has a number that makes no sense in a variable, the file or an option: learns which, and what is wanted', async () => {
    const env = {...grid.env(), HOME: dir};
    const tries = await run({...env, ALIENPY_CONNECT_TRIES: '0.5'}, 'pwd');
    assert.deepEqual([tries.code, tries.stdout], [22, '']);
    assert.match(
      tries.stderr,
      /^ALIENPY_CONNECT_TRIES must be a whole number .*, not "0\.5"\.\n.*unset ALIENPY/,
    );
    const rate = await run(env, 'cp', '--limit-rate', 'fast', 'file:a', 'alien:b');
    assert.equal(rate.code, 22);
    assert.match(rate.stderr, /--limit-rate must be a number of bytes a second.*, not "fast"/);
    const path = configPath(env);
    mkdirSync(dirname(path), {recursive: true});
    writeFileSync(path, '{\n "connect.pause": -1\n}');
    const file = await run(env, 'pwd');
    rmSync(path);
    assert.equal(file.code, 22);
    assert.match(file.stderr, /line 2: connect\.pause must be a number of seconds.*, not -1/);
    const odd = {
      ALIENPY_CONNECT_TRIES: ' 2 ',
      ALIENPY_TIMEOUT: ' ',
      ALIENPY_NETWORKSTACK: 'V4',
      ALIENPY_DEBUG: 'no',
    };
    assert.equal((await run({...env, ...odd}, 'pwd')).code, 0);
  });

  it('has a certificate of another authority: learns which one', async () => {
    const env = useCredentials(grid.env(), await grid.certificates.foreign(), dir);
    const {code, stderr} = await run(env, 'pwd');
    assert.equal(code, 129);
    assert.match(stderr, /Foreign CA, which is not among the authorities/);
  });

  it('has a certificate that nobody registered: 129', async () => {
    const env = useCredentials(grid.env(), await grid.certificates.unregistered(), dir);
    const {code, stderr} = await run(env, 'pwd');
    assert.equal(code, 129);
    assert.match(stderr, /does not know the certificate/);
  });

  it('asks for a token: missing, valid, expired and broken ones', async () => {
    const missing = await run(grid.env(), 'token-info');
    assert.deepEqual([missing.code, missing.stdout], [2, '']);
    assert.match(missing.stderr, /no token at/i);

    const {X509_USER_CERT = ''} = grid.env();
    const valid = await run({...grid.env(), JALIEN_TOKEN_CERT: X509_USER_CERT}, 'token-info');
    assert.equal(valid.code, 0);
    assert.match(
      valid.stdout,
      /^DN >>> .*CN=demo.*\nISSUER >>> .*\nBEGIN >>> \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\nEXPIRE >>> \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\n$/,
    );

    const {cert} = await grid.certificates.expired();
    const expired = await run({...grid.env(), JALIEN_TOKEN_CERT: cert}, 'token-info');
    assert.equal(expired.code, 2);
    assert.match(expired.stdout, /EXPIRE >>>/);
    assert.match(expired.stderr, /is expired/);

    const garbage = join(dir, 'garbage.pem');
    writeFileSync(garbage, 'garbage');
    assert.equal((await run({...grid.env(), JALIEN_TOKEN_CERT: garbage}, 'token-info')).code, 5);
  });
});
