import assert from 'node:assert/strict';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import {join} from 'node:path';
import {type TestGrid, useCredentials} from '@alien-grid/plugin-sandbox/testing';
import {Program} from '../stage/program.ts';
import {useScene} from '../stage/scene.ts';

interface Report {
  readonly healthy: boolean;
  readonly checks: readonly {name: string; status: string; found: string; advice: string[]}[];
}

describe('alien doctor', () => {
  let grid: TestGrid;
  let dir: string;
  let env: Record<string, string>;
  useScene({storage: true}, (scene) => {
    ({grid, dir} = scene);
    env = {...grid.env(), TMPDIR: dir};
  });

  const examine = async (variables: Record<string, string>) => {
    const {stdout, code} = await new Program(variables, dir).run('doctor', '--json');
    const report = JSON.parse(stdout) as Report;
    assert.equal(code, report.healthy ? 0 : 1);
    const of = (name: string) => report.checks.find((check) => check.name === name);
    const failed = report.checks.filter(({status}) => status === 'failed').map(({name}) => name);
    return {of, failed, report};
  };

  it('finds everything in order, with a line for each check', async () => {
    const {stdout, stderr, code} = await new Program(env, dir).run('doctor');
    assert.deepEqual([code, stderr], [0, 'Logging in and copying files works.\n']);
    const lines = stdout.trimEnd().split('\n');
    assert.deepEqual(
      lines.map((line) => line.split(/\s+/, 2).join(' ')),
      [
        ...[
          'node',
          'configuration',
          'disk',
          'replacements',
          'uploads',
          'addon',
          'authorities',
          'certificate',
          'key',
          'token',
          'identity',
        ],
        ...['names', 'address', 'clock', 'tls', 'upgrade', 'login', 'storage'],
      ]
        .map((name) => `${name} ok`)
        .concat('read -'),
    );
    assert.match(stdout, /clock +ok +as the server has it/);
    assert.match(stdout, /login +ok +you are demo/);
  });

  it("reads a file of the user's, and leaves nothing here", async () => {
    const alien = new Program(env, dir);
    writeFileSync(join(dir, 'x'), 'some content');
    await alien.ok('cp', 'file:x', 'alien:x');
    const before = readdirSync(dir);
    assert.match((await examine(env)).of('read')?.found ?? '', /x: 12 bytes from ALICE::/);
    assert.deepEqual(readdirSync(dir), before);
  });

  it('shows nothing secret', async () => {
    const key = readFileSync(env['X509_USER_KEY'] ?? '', 'utf8');
    const cert = readFileSync(env['X509_USER_CERT'] ?? '', 'utf8');
    const texts = {...env, JALIEN_TOKEN_CERT: cert, JALIEN_TOKEN_KEY: key};
    for (const variables of [
      env,
      texts,
      {...texts, JALIEN_TOKEN_CERT: key},
      {...texts, X509_USER_CERT: key},
    ]) {
      for (const words of [
        ['doctor'],
        ['doctor', '--json'],
        ['config', 'list'],
        ['config', 'get', 'token.key'],
      ]) {
        const {stdout, stderr} = await new Program(variables, dir).run(...words);
        for (const line of key.split('\n').filter((each) => each.length > 10 && !each.startsWith('--'))) {
          assert.ok(!(stdout + stderr).includes(line), `${words.join(' ')} shows the key`);
        }
        assert.doesNotMatch(stdout + stderr, /SEALED/);
      }
    }
  });

  it('is of use without certificate, authorities and network', async () => {
    const {of, failed} = await examine({TMPDIR: dir, ALIENPY_JCENTRAL: 'no-such-host.invalid'});
    assert.deepEqual(failed, ['authorities', 'certificate', 'identity', 'names']);
    for (const name of ['address', 'clock', 'tls', 'upgrade', 'login', 'storage', 'read']) {
      assert.equal(of(name)?.status, 'not tried', name);
    }
    assert.match(of('identity')?.advice.join() ?? '', /alien sandbox start/);
  });

  it('tells an expired certificate from one that nobody knows and one of a foreign authority', async () => {
    const expired = await examine(useCredentials(env, await grid.certificates.expired(), dir));
    assert.deepEqual(expired.failed, ['certificate', 'identity']);
    assert.match(expired.of('certificate')?.found ?? '', /expired at/);
    const unknown = await examine(useCredentials(env, await grid.certificates.unregistered(), dir));
    assert.deepEqual(unknown.failed, ['upgrade']);
    assert.match(unknown.of('upgrade')?.found ?? '', /does not know the certificate/);
    const foreign = await examine(useCredentials(env, await grid.certificates.foreign(), dir));
    assert.deepEqual(foreign.failed, ['tls']);
    assert.match(foreign.of('tls')?.found ?? '', /Foreign CA/);
  });

  it('finds a key that others can read, and one that belongs to another certificate', async () => {
    const key = join(dir, 'open.pem');
    copyFileSync(env['X509_USER_KEY'] ?? '', key);
    chmodSync(key, 0o644);
    const open = await examine({...env, X509_USER_KEY: key});
    assert.deepEqual(open.failed, ['key', 'identity']);
    assert.deepEqual(open.of('key')?.advice, [`chmod 600 ${key}`]);
    const {key: other} = await grid.certificates.foreign();
    writeFileSync(join(dir, 'other.pem'), other, {mode: 0o600});
    const mismatch = await examine({...env, X509_USER_KEY: join(dir, 'other.pem')});
    assert.deepEqual(mismatch.failed, ['key', 'identity']);
    assert.match(mismatch.of('key')?.found ?? '', /does not belong/);
  });

  it('only warns of an expired token beside a good certificate', async () => {
    const {cert, key} = await grid.certificates.expired();
    const {of, failed} = await examine({...env, JALIEN_TOKEN_CERT: cert, JALIEN_TOKEN_KEY: key});
    assert.deepEqual(failed, []);
    assert.deepEqual([of('token')?.status, of('identity')?.status], ['warning', 'ok']);
  });

  it('finds a server that is gone, and one with a certificate of an unknown authority', async () => {
    const gone = await examine({...env, ALIENPY_JCENTRAL_PORT: '1'});
    assert.deepEqual(gone.failed, ['address']);
    assert.match(gone.of('address')?.found ?? '', /ECONNREFUSED/);
    const authorities = join(dir, 'authorities');
    mkdirSync(authorities);
    writeFileSync(join(authorities, 'x.pem'), (await grid.certificates.foreign()).cert);
    const untrusted = await examine({...env, X509_CERT_DIR: authorities});
    assert.deepEqual(untrusted.failed, ['tls']);
    assert.equal(untrusted.of('clock')?.status, 'ok');
  });

  it('works with a broken configuration, and without the addon', async () => {
    mkdirSync(join(dir, '.config/alien'), {recursive: true});
    writeFileSync(join(dir, '.config/alien/config.json'), '{"server.host": }');
    const {failed, of} = await examine({...env, NODE_OPTIONS: '--no-addons'});
    rmSync(join(dir, '.config'), {recursive: true});
    assert.deepEqual(failed, ['configuration', 'addon']);
    assert.match(of('configuration')?.found ?? '', /line 1, at server.host/);
    assert.deepEqual([of('login')?.status, of('storage')?.status], ['ok', 'not tried']);
  });

  it('asks no grid for help when it gets wrong words', async () => {
    const {code, stderr} = await new Program(env, dir).run('doctor', '--no-such-flag');
    assert.equal(code, 22);
    assert.match(stderr, /no-such-flag/);
  });

  it('tells a file that is lost from storage that is out of order', async () => {
    await new Program(env, dir).ok('rm', '-f', 'x');
    await grid.storeFile({lfn: '/alice/cern.ch/user/d/demo/lost', owner: 'demo', content: 'lost'});
    const data = join(grid.dir, 'storage', 'data');
    for (const name of readdirSync(data, {recursive: true, encoding: 'utf8'})) {
      if (statSync(join(data, name)).isFile()) rmSync(join(data, name));
    }
    const {failed, of} = await examine(env);
    assert.deepEqual([failed, of('read')?.status], [[], 'warning']);
    assert.match(of('read')?.found ?? '', /the storage answers, but .*lost is not there/);
    assert.doesNotMatch(JSON.stringify(of('read')), /out of order/);
  });

  it('writes the log that ALIENPY_DEBUG asks for, of failures too', async () => {
    const log = join(dir, 'doctor.log');
    const debug = {ALIENPY_DEBUG: '1', ALIENPY_DEBUG_FILE: log};
    await examine({...env, ...debug});
    assert.match(readFileSync(log, 'utf8'), /connected .*localhost[^]*request +whoami/);
    await examine({...env, ...debug, X509_CERT_DIR: join(dir, 'authorities')});
    assert.match(readFileSync(log, 'utf8'), /connect-failed .*not issued by an authority/);
  });

  it('finds storage that is dead', async () => {
    for (const {pid} of grid.storage ?? []) process.kill(pid, 'SIGKILL');
    const {failed, of} = await examine(env);
    assert.deepEqual(failed, ['storage']);
    assert.match(of('storage')?.found ?? '', /ALICE::SANDBOX::DISK1 \(127\.0\.0\.1:\d+\)/);
    assert.equal(of('read')?.status, 'not tried');
  });
});
