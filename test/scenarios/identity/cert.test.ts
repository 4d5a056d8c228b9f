import assert from 'node:assert/strict';
import {createPrivateKey} from 'node:crypto';
import {chmodSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {ARCHIVE} from '../../lib/credentials/elliptic.ts';
import {archiveOf} from '../../lib/credentials/workbench.ts';
import {Program} from '../stage/program.ts';
import {useFolder, useGrid} from '../stage/scene.ts';

describe('a user with a certificate', () => {
  let grid: TestGrid;
  let dir: string;
  let env: Record<string, string>;
  let alien: Program;
  let certificate: string;
  let key: string;

  useGrid({users: ['demo', 'other']}, (opened) => {
    grid = opened;
    const {X509_USER_CERT = '', X509_USER_KEY = ''} = grid.env();
    [certificate, key] = [readFileSync(X509_USER_CERT, 'utf8'), readFileSync(X509_USER_KEY, 'utf8')];
  });
  useFolder('test', (opened) => {
    dir = opened;
    const named = ['X509_USER_CERT', 'X509_USER_KEY', 'JALIEN_TOKEN_CERT', 'JALIEN_TOKEN_KEY'];
    env = {...grid.env(), HOME: dir, TMPDIR: dir, ...Object.fromEntries(named.map((name) => [name, '']))};
    alien = new Program(env, dir);
    writeFileSync(join(dir, 'mine.p12'), archiveOf([certificate, grid.certificates.ca], key, 'secret'));
    grid.requests.length = 0;
  });

  const globus = (name: string): string => join(dir, '.globus', name);
  const modes = () => ['usercert.pem', 'userkey.pem'].map((name) => statSync(globus(name)).mode & 0o777);
  const IMPORT = 'alien cert import mine.p12 --passphrase-fd 3';

  it('imports an archive, key encrypted anew, and logs in with it', async () => {
    const {code, stdout, stderr} = await alien.shell(
      `${IMPORT} --new-passphrase-fd 3 3< <(printf 'secret\\nfresh\\n')`,
    );
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^DN >>> .*CN=demo\nISSUER >>> .*\nBEGIN >>> .*\nEXPIRE >>> .*\n$/);
    assert.deepEqual(modes(), [0o644, 0o400]);
    assert.equal(statSync(join(dir, '.globus')).mode & 0o777, 0o700);
    const pem = readFileSync(globus('userkey.pem'), 'utf8');
    assert.match(pem, /BEGIN ENCRYPTED PRIVATE KEY/);
    assert.ok(createPrivateKey({key: pem, passphrase: 'fresh'}));
    const match = await alien.shell('alien certkey-match --passphrase-fd 3 3<<<fresh');
    assert.equal(match.code, 0, match.stderr);
    const token = await alien.shell('alien token-init --passphrase-fd 3 3<<<fresh');
    assert.equal(token.code, 0, token.stderr);
    assert.equal(await alien.ok('whoami'), 'demo\n');
  });

  it('never loses an older certificate by importing', async () => {
    mkdirSync(join(dir, '.globus'), {mode: 0o700});
    writeFileSync(globus('usercert.pem'), 'old certificate');
    writeFileSync(globus('userkey.pem'), 'old key', {mode: 0o600});
    const taken = await alien.shell(`${IMPORT} --no-encryption 3<<<secret`);
    assert.equal(taken.code, 17);
    assert.match(taken.stderr, /usercert\.pem, .*userkey\.pem[\s\S]*-f/);
    for (const [flags, code] of [
      ['--no-encryption 3<<<wrong', 126],
      [`--new-passphrase-fd 3 3< <(printf 'secret\\nabc\\n')`, 22],
      [`--new-passphrase-fd 3 3<<<secret`, 126],
    ] as const) {
      assert.equal((await alien.shell(`${IMPORT} -f ${flags}`)).code, code, flags);
    }
    assert.equal(readFileSync(globus('userkey.pem'), 'utf8'), 'old key');

    const forced = await alien.shell(`${IMPORT} -f --no-encryption 3<<<secret`);
    assert.equal(forced.code, 0, forced.stderr);
    assert.match(forced.stderr, /will not be encrypted: anyone who can read .* can act as you[\s\S]*\.old/);
    assert.match(readFileSync(globus('userkey.pem'), 'utf8'), /BEGIN PRIVATE KEY/);
    assert.equal(readFileSync(globus('userkey.pem.old'), 'utf8'), 'old key');
    assert.equal(readFileSync(globus('usercert.pem.old'), 'utf8'), 'old certificate');
    assert.deepEqual(readdirSync(join(dir, '.globus')).length, 4);
  });

  it('imports what is no archive: each mistake has its code', async () => {
    writeFileSync(join(dir, 'cert.pem'), certificate);
    assert.equal((await alien.run('cert', 'import', 'nowhere.p12')).code, 2);
    assert.equal((await alien.run('cert', 'import', 'cert.pem')).code, 5);
    assert.equal((await alien.run('cert', 'import')).code, 22);
  });

  it('looks at it, verifies and compares it, without asking the grid', async () => {
    const missing = await alien.run('cert-info');
    assert.deepEqual([missing.code, missing.stdout], [2, '']);
    mkdirSync(join(dir, '.globus'), {mode: 0o700});
    writeFileSync(globus('mine.p12'), ARCHIVE);
    assert.match(
      (await alien.run('cert-info')).stderr,
      /There is no user certificate[\s\S]*alien cert import .*mine\.p12/,
    );
    const shown = await alien.shell('alien cert-info --p12 .globus/mine.p12 --passphrase-fd 3 3<<<secret');
    assert.match(shown.stdout, /^DN >>> C=ch\/O=Test\/CN=ecuser\n/);

    writeFileSync(globus('usercert.pem'), certificate);
    writeFileSync(globus('userkey.pem'), key, {mode: 0o600});
    assert.match(await alien.ok('cert-info'), /^DN >>> .*CN=demo\n/);
    assert.match(await alien.ok('cert-verify'), /is valid: .*Sandbox CA test issued it/);
    assert.match(await alien.ok('certkey-match'), /is the key for/);
    chmodSync(globus('userkey.pem'), 0o644);
    assert.match((await alien.run('certkey-match')).stderr, /Beware: the key .* is open to others/);

    writeFileSync(globus('userkey.pem'), readFileSync(grid.env('other')['X509_USER_KEY'] ?? ''));
    const {code, stdout} = await alien.run('certkey-match', '--json');
    assert.deepEqual([code, (JSON.parse(stdout) as {matches: boolean}).matches], [42, false]);
    writeFileSync(globus('userkey.pem'), 'garbage');
    assert.equal((await alien.run('certkey-match')).code, 5);
    rmSync(globus('userkey.pem'));
    assert.equal((await alien.run('certkey-match')).code, 2);

    const {cert: foreign} = await grid.certificates.foreign();
    writeFileSync(globus('usercert.pem'), foreign);
    const verdict = await alien.run('cert-verify');
    assert.deepEqual([verdict.code, verdict.stdout], [1, '']);
    assert.match(verdict.stderr, /Foreign CA, which is not among the authorities/);
    const {cert: expired} = await grid.certificates.expired();
    writeFileSync(globus('usercert.pem'), expired);
    const info = await alien.run('cert-info');
    assert.deepEqual([info.code, info.stdout.split('\n').length], [2, 5]);
    writeFileSync(globus('usercert.pem'), 'garbage');
    assert.equal((await alien.run('cert-verify')).code, 5);
    assert.deepEqual(grid.requests, []);
  });

  it('copies the authorities, from a directory or says where to get them', async () => {
    const {X509_CERT_DIR = ''} = grid.env();
    const copied = await alien.run('getCAcerts', '--from', X509_CERT_DIR);
    assert.equal(copied.code, 0, copied.stderr);
    assert.match(copied.stdout, /certificates of 1 authorities from .* to .*\.globus\/certificates/);
    assert.match(copied.stderr, /export X509_CERT_DIR=.*\.globus\/certificates/);
    const own = new Program({...env, ...pick(grid.env(), 'X509_USER_CERT', 'X509_USER_KEY')}, dir);
    assert.equal(await own.ok('whoami'), 'demo\n');
    const nothing = await alien.run('getCAcerts', '--from', dir, join(dir, 'other'));
    assert.equal(nothing.code, 5);
    assert.deepEqual(readdirSync(join(dir, 'other')), []);
  });

  it('has a key that others can read: learns the command', async () => {
    mkdirSync(join(dir, '.globus'), {mode: 0o700});
    writeFileSync(globus('usercert.pem'), certificate);
    writeFileSync(globus('userkey.pem'), key, {mode: 0o644});
    const {code, stderr} = await alien.run('pwd');
    assert.equal(code, 126);
    assert.match(stderr, /userkey\.pem is open to others \(mode 0644\)[\s\S]*> chmod 600 .*userkey\.pem/);
  });
});

function pick(env: Record<string, string>, ...names: string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, env[name] ?? '']));
}
