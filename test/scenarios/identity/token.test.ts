import assert from 'node:assert/strict';
import {X509Certificate, createPrivateKey} from 'node:crypto';
import {
  chmodSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {join} from 'node:path';
import {spawn} from '@lydell/node-pty';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {Program} from '../stage/program.ts';
import {useFolder, useGrid} from '../stage/scene.ts';

const ALIEN = join(import.meta.dirname, '../../../bin/alien');
const LINES =
  /^DN >>> .*CN=demo\/OU=demo\nISSUER >>> .*\nBEGIN >>> \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\nEXPIRE >>> \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\n$/;

describe('a user with tokens', () => {
  let grid: TestGrid;
  let dir: string;
  let env: Record<string, string>;
  let alien: Program;
  let cert: string;
  let key: string;

  useGrid({}, (opened) => (grid = opened));
  useFolder('test', (opened) => {
    dir = opened;
    env = {...grid.env(), HOME: dir, TMPDIR: dir, JALIEN_TOKEN_CERT: '', JALIEN_TOKEN_KEY: ''};
    alien = new Program(env, dir);
    const uid = process.getuid?.() ?? 0;
    [cert, key] = [join(dir, `tokencert_${uid}.pem`), join(dir, `tokenkey_${uid}.pem`)];
    grid.requests.length = 0;
  });

  it('gets one with one request, stores it for nobody else, uses it, looks at it and removes it', async () => {
    assert.match(await alien.ok('token-init', '-v', '3'), LINES);
    assert.equal(grid.requests.length, 1);
    assert.deepEqual(
      [cert, key].map((file) => statSync(file).mode & 0o777),
      [0o400, 0o400],
    );
    assert.match(await alien.ok('token-info'), LINES);
    assert.match(await alien.ok('token-verify'), /is valid: .*Sandbox CA test issued it/);
    assert.match(await alien.ok('tokenkey-match'), /is the key for/);
    const withToken = new Program({...env, X509_USER_CERT: '', X509_USER_KEY: ''}, dir);
    assert.equal(await withToken.ok('whoami'), 'demo\n');
    assert.match(await alien.ok('token-destroy'), /Removed .*tokencert[\s\S]*Removed .*tokenkey/);
    const none = await alien.run('token-destroy');
    assert.deepEqual([none.code, none.stdout], [0, '']);
    assert.match(none.stderr, /There was no token/);
    for (const [verb, code] of [
      ['token-info', 2],
      ['token-verify', 2],
      ['tokenkey-match', 2],
    ] as const) {
      const missing = await alien.run(verb);
      assert.equal(missing.code, code);
      assert.match(missing.stderr, /alien token-init/);
    }
  });

  it('replaces it with the user certificate, never with the token itself', async () => {
    await alien.ok('token-init', '-v', '1');
    await alien.ok('token-init', '-v', '5');
    const days = (Date.parse(new X509Certificate(readFileSync(cert)).validTo) - Date.now()) / 86_400_000;
    assert.ok(days > 4 && days < 6, `${days} days`);
    const tokenOnly = new Program({...env, X509_USER_CERT: '', X509_USER_KEY: ''}, dir);
    assert.equal((await tokenOnly.run('token-init')).code, 126);
  });

  it('prints one without storing it', async () => {
    const stdout = await alien.ok('token', '-v', '1');
    assert.match(stdout, /^DN: .*CN=demo[\s\S]*-----BEGIN CERTIFICATE-----/);
    const x509 = new X509Certificate(stdout.slice(stdout.indexOf('-----BEGIN CERTIFICATE')));
    assert.ok(
      x509.checkPrivateKey(createPrivateKey(stdout.slice(stdout.indexOf('-----BEGIN RSA PRIVATE KEY')))),
    );
    assert.deepEqual(
      readdirSync(dir).filter((name) => name.startsWith('token')),
      [],
    );
    const {results} = JSON.parse(await alien.ok('token', '-json')) as {results: {tokencert: string}[]};
    assert.match(results[0]?.tokencert ?? '', /BEGIN CERTIFICATE/);
  });

  it('is refused a role, and does not get the token that comes with the refusal', async () => {
    await alien.ok('token-init');
    const before = readFileSync(cert, 'utf8');
    const {code, stderr, stdout} = await alien.run('token-init', '-u', 'admin');
    assert.deepEqual([code, stdout], [1, '']);
    assert.match(stderr, /Switching user demo to \[admin\] failed[\s\S]*Nothing was stored.*whoami -v/);
    assert.equal(readFileSync(cert, 'utf8'), before);
  });

  it('keeps it where JALIEN_TOKEN_CERT says, or ALIEN_CREDENTIALS_DIR; text cannot be replaced', async () => {
    const own = join(dir, 'own.pem');
    const ownKey = join(dir, 'own-key.pem');
    await new Program({...env, JALIEN_TOKEN_CERT: own, JALIEN_TOKEN_KEY: ownKey}, dir).ok('token-init');
    const text = {
      JALIEN_TOKEN_CERT: readFileSync(own, 'utf8'),
      JALIEN_TOKEN_KEY: readFileSync(ownKey, 'utf8'),
    };
    const withText = new Program({...env, ...text, X509_USER_CERT: ''}, dir);
    assert.equal(await withText.ok('whoami'), 'demo\n');
    for (const verb of ['token-init', 'token-destroy']) {
      const {code, stderr} = await withText.run(verb);
      assert.equal(code, 22);
      assert.match(stderr, /JALIEN_TOKEN_CERT holds a token itself[\s\S]*unset/);
      assert.doesNotMatch(stderr, /BEGIN|MII/);
    }
    const user = {
      JALIEN_TOKEN_CERT: env['X509_USER_CERT'] ?? '',
      JALIEN_TOKEN_KEY: env['X509_USER_KEY'] ?? '',
    };
    for (const verb of ['token-init', 'token-destroy']) {
      const {code, stderr} = await new Program({...env, ...user}, dir).run(verb);
      assert.equal(code, 22);
      assert.match(stderr, /is your user certificate or its key, not a token/);
    }
    const precious = join(dir, 'precious');
    writeFileSync(precious, 'no token');
    for (const verb of ['token-init', 'token-destroy']) {
      const {code, stderr} = await new Program(
        {...env, JALIEN_TOKEN_CERT: own, JALIEN_TOKEN_KEY: precious},
        dir,
      ).run(verb);
      assert.equal(code, 22);
      assert.match(stderr, /precious holds no part of a token: it is left alone/);
      assert.equal(readFileSync(precious, 'utf8'), 'no token');
      assert.ok(readdirSync(dir).includes('own.pem'), 'the other part neither');
    }
    const shared = mkdtempSync(join(dir, 'shared-'));
    await new Program({...env, ALIEN_CREDENTIALS_DIR: shared}, dir).ok('token-init');
    assert.equal(readdirSync(shared).length, 2);
  });

  it('removes an expired one too', async () => {
    const expired = await grid.certificates.expired();
    writeFileSync(cert, expired.cert);
    writeFileSync(key, expired.key, {mode: 0o600});
    const info = await alien.run('token-info');
    assert.deepEqual([info.code, info.stdout.split('\n').length], [2, 5]);
    assert.equal((await alien.run('token-verify')).code, 1);
    assert.equal((await alien.run('token-destroy')).stdout.match(/Removed/g)?.length, 2);
  });

  it('meets a planted link or a directory open to all: nothing is asked for and nothing written', async () => {
    const victim = join(dir, 'victim');
    writeFileSync(victim, 'precious');
    symlinkSync(victim, key);
    const link = await alien.run('token-init');
    assert.equal(link.code, 13);
    assert.match(link.stderr, /it is a link/);
    assert.equal(readFileSync(victim, 'utf8'), 'precious');
    chmodSync(dir, 0o777);
    const open = await alien.run('token-init');
    assert.equal(open.code, 13);
    assert.match(open.stderr, /sticky bit[\s\S]*chmod o-w/);
    assert.equal(grid.requests.length, 0);
  });

  describe('and an encrypted key', () => {
    let locked: Record<string, string>;
    beforeEach(() => {
      const file = join(dir, 'encrypted.pem');
      const pem = createPrivateKey(readFileSync(env['X509_USER_KEY'] ?? '')).export({
        type: 'pkcs8',
        format: 'pem',
        cipher: 'aes-256-cbc',
        passphrase: 'open sesame',
      });
      writeFileSync(file, pem, {mode: 0o400});
      locked = {...env, X509_USER_KEY: file};
    });

    it('gives the pass phrase on a descriptor, the right or a wrong one', async () => {
      const program = new Program(locked, dir);
      const good = await program.shell('alien token-init --passphrase-fd 3 3<<<"open sesame"');
      assert.equal(good.code, 0, good.stderr);
      for (const [words, message] of [
        ['3<<<"hunter2"', /The pass phrase from descriptor 3 does not open .*encrypted\.pem/],
        ['3</dev/null', /has no pass phrase/],
        ['', /nothing to read is open there/],
      ] as const) {
        const {code, stderr} = await program.shell(`alien token-init --passphrase-fd 3 ${words} </dev/null`);
        assert.equal(code, 126);
        assert.match(stderr, message);
        assert.doesNotMatch(stderr, /hunter2/);
      }
      const nobody = await program.shell('setsid -w alien token-init </dev/null');
      assert.equal(nobody.code, 126);
      assert.match(nobody.stderr, /no terminal to ask for it[\s\S]*--passphrase-fd/);
    });

    it('is asked on the terminal, without echo, again where it was wrong', async () => {
      const pty = spawn(ALIEN, ['token-init'], {cwd: dir, env: {...process.env, ...locked}, cols: 200});
      let screen = '';
      const answers = ['hunter2\r', 'open sesame\r'];
      pty.onData((data) => {
        screen += data;
        const asked = screen.match(/Enter the pass phrase/g)?.length ?? 0;
        if (asked > 2 - answers.length) pty.write(answers.shift() ?? '');
      });
      const {exitCode} = await new Promise<{exitCode: number}>((resolve) => pty.onExit(resolve));
      assert.equal(exitCode, 0, screen);
      assert.match(screen, /encrypted\.pem: [\s\S]*That was not it\. Enter[\s\S]*EXPIRE >>>/);
      assert.doesNotMatch(screen, /hunter2|sesame/);
    });
  });
});
