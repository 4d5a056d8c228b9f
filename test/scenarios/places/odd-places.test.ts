import assert from 'node:assert/strict';
import {chmodSync, copyFileSync, mkdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {Program} from '../stage/program.ts';
import {useFolder, useGrid} from '../stage/scene.ts';

const RAW = /^ +at |our fault|failed unexpectedly|uv_cwd|EACCES|ENOENT|ENOTDIR/m;

describe('odd places', () => {
  let grid: TestGrid;
  let dir: string;
  useGrid({storage: true}, (started) => (grid = started));
  useFolder('test', (folder) => (dir = folder));
  const program = (env: Record<string, string> = {}) =>
    new Program({...grid.env(), TMPDIR: dir, ...env}, dir);

  describe('a current directory that was removed', () => {
    const inRemoved = (words: string) =>
      program().shell(`mkdir gone && cd gone && rmdir ../gone && alien ${words}`);

    it('stops no command that needs none', async () => {
      for (const words of [
        'version',
        'pwd',
        'ls',
        `cp file:/etc/hostname alien:there`,
        `cp -f alien:there file:${dir}/back`,
      ]) {
        const {code, stderr} = await inRemoved(words);
        assert.equal(code, 0, `${words}: ${stderr}`);
        assert.doesNotMatch(stderr, RAW);
      }
      assert.deepEqual(readFileSync(join(dir, 'back')), readFileSync('/etc/hostname'));
    });

    for (const words of [
      'cp file:x alien:y',
      'cp alien:there file:x',
      'cp --input list',
      'sync file:d alien:e',
    ]) {
      it(`is what a relative name would need: ${words}`, async () => {
        if (words.includes('there')) await program().ok('cp', 'file:/etc/hostname', 'alien:there');
        const {code, stderr} = await inRemoved(words);
        assert.match(stderr, /The current directory was removed\.[^]*absolute/);
        assert.equal(code, 2);
      });
    }
  });

  for (const [what, place, code] of [
    ['is missing', '/proc/nowhere/at/all', 2],
    ['is a file', '/etc/hostname', 20],
  ] as const) {
    it(`a TMPDIR that ${what} stops no command that needs none, and is named by those that do`, async () => {
      const alien = program({TMPDIR: place});
      await alien.ok('pwd');
      await alien.ok('cp', 'file:/etc/hostname', 'alien:for-cat');
      const cat = await alien.run('cat', 'for-cat');
      assert.match(
        cat.stderr,
        new RegExp(`^Temporary files cannot be made in ${place}: .*\\n  > Set TMPDIR`),
      );
      assert.equal(cat.code, code);
      const token = await new Program(
        {...grid.env(), TMPDIR: place, JALIEN_TOKEN_CERT: '', JALIEN_TOKEN_KEY: ''},
        dir,
      ).run('token-init');
      assert.equal(token.code, code);
      assert.doesNotMatch(token.stderr, RAW);
    });
  }

  describe('a directory that cannot be entered', () => {
    let closed: string;
    let user: Program;
    before(function () {
      if (process.geteuid?.() !== 0) this.skip(); // only root can be another user
    });
    beforeEach(() => {
      closed = join(dir, 'closed');
      mkdirSync(closed, {mode: 0o700});
      for (const name of ['cert', 'key']) {
        copyFileSync(grid.env()[`X509_USER_${name.toUpperCase()}`] ?? '', join(dir, `${name}.pem`));
      }
      mkdirSync(join(dir, 'cas'));
      copyFileSync(join(grid.env()['X509_CERT_DIR'] ?? '', 'ca.pem'), join(dir, 'cas/ca.pem'));
      chmodSync(dir, 0o755);
      user = new Program({...grid.env(), X509_CERT_DIR: join(dir, 'cas')}, dir);
    });

    const as = (variables: string, words: string) =>
      user.shell(
        `install -o 54321 -m 600 cert.pem user.pem; install -o 54321 -m 400 key.pem user.key; mkdir -m 777 -p home; ` +
          `setpriv --reuid 54321 --clear-groups env HOME=${dir}/home TMPDIR=/tmp XDG_CACHE_HOME=${dir}/home ` +
          `X509_USER_CERT=${dir}/user.pem X509_USER_KEY=${dir}/user.key JALIEN_TOKEN_CERT= JALIEN_TOKEN_KEY= ` +
          `${variables} alien ${words}`,
      );

    it('serves as the proof that the user of these tests can log in', async () => {
      const {code, stdout, stderr} = await as('X=1', 'pwd');
      assert.match(stdout, /demo/, stderr);
      assert.equal(code, 0);
    });

    for (const variable of [
      'JALIEN_TOKEN_CERT=closed/cert.pem',
      'ALIEN_CREDENTIALS_DIR=closed/here',
      'TMPDIR=closed',
      'X509_CERT_DIR=closed/certificates',
      'X509_USER_CERT=closed/cert.pem',
      'XDG_CONFIG_HOME=closed',
      'XDG_STATE_HOME=closed/state',
      'HOME=closed',
    ]) {
      for (const words of [
        'token-init',
        'token-destroy',
        'pwd',
        'config set server.port 1',
        'getCAcerts',
        'doctor',
      ]) {
        it(`${variable} alien ${words}`, async () => {
          const {stdout, stderr} = await as(variable.replace('closed', closed), words);
          assert.doesNotMatch(stderr + stdout.replaceAll(/\([^)]*: E[A-Z]+\)/g, ''), RAW);
        });
      }
    }
  });

  describe('a pass phrase from a descriptor', () => {
    const withPassphrase = (redirection: string, limit = 'timeout 20') =>
      program().shell(
        'openssl rsa -aes256 -passout pass:sesame -in "$X509_USER_KEY" -out locked.pem 2>/dev/null && chmod 400 locked.pem && ' +
          'export X509_USER_KEY=locked.pem JALIEN_TOKEN_CERT=$PWD/t.pem JALIEN_TOKEN_KEY=$PWD/k.pem && ' +
          `${limit} alien token-init --passphrase-fd 3 ${redirection}`,
      );

    it('may come late through a pipe', async () => {
      const {code, stderr} = await withPassphrase('3< <(sleep 0.2; echo sesame)');
      assert.equal(code, 0, stderr);
    });

    it('is not looked for without end', async () => {
      const {code, stderr} = await withPassphrase('3</dev/zero');
      assert.match(stderr, /too long for a pass phrase/);
      assert.equal(code, 126);
    });

    it('can be waited for, and the wait be ended by a signal', async () => {
      const {code} = await withPassphrase('3< <(exec sleep 5 2>/dev/null)', 'timeout --preserve-status 1');
      assert.equal(code, 143);
    });
  });
});
