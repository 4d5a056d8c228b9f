import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {X509Certificate, createPrivateKey} from 'node:crypto';
import {chmodSync, copyFileSync, mkdirSync, readFileSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {Program} from '../stage/program.ts';
import {useScene} from '../stage/scene.ts';

const RAW = /^ +at |our fault|failed unexpectedly|EACCES|ENOENT|EROFS|ENOTSUP/m;

/** What the build of XRootD for the experiment sets. */
const XROOTD = {
  XRD_CONNECTIONWINDOW: '3',
  XRD_CONNECTIONRETRY: '1',
  XRD_TIMEOUTRESOLUTION: '1',
  XRD_REQUESTTIMEOUT: '150',
};

/** Libraries that are loaded by these names in other programs too. */
const LIBRARIES = /^lib(stdc\+\+|gcc_s|ssl|crypto|z|xml2|uuid)\.so\.\d+$/;

/** A file system without hard links and locks whose changes take their time, as the library of C sees it. */
const POOR_FILE_SYSTEM = `
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>
static int later(int result) { usleep(10000); return result; }
int rename(const char *from, const char *to) { return later(syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0)); }
int unlink(const char *path) { return later(syscall(SYS_unlinkat, AT_FDCWD, path, 0)); }
int mkdir(const char *path, unsigned mode) { return later(syscall(SYS_mkdirat, AT_FDCWD, path, mode)); }
int link(const char *from, const char *to) { (void)from, (void)to; errno = EOPNOTSUPP; return -1; }
int linkat(int a, const char *from, int b, const char *to, int c) { errno = EOPNOTSUPP; return -1; }
int flock(int file, int how) { (void)file, (void)how; errno = ENOLCK; return -1; }
`;

describe('the environment of the experiment', () => {
  let grid: TestGrid;
  let dir: string;
  useScene({storage: true}, (scene) => {
    ({grid, dir} = scene);
    chmodSync(dir, 0o755);
  });

  /** A program with a home of its own in that folder. */
  const at = (home: string, more: Record<string, string> = {}) => {
    const HOME = join(dir, home);
    mkdirSync(HOME, {recursive: true});
    const XDG_CACHE_HOME = join(dir, 'cache');
    return new Program({...grid.env(), ...XROOTD, HOME, XDG_CACHE_HOME, TMPDIR: dir, ...more}, dir);
  };

  /** Up and down again. */
  async function copies(alien: Program, name: string): Promise<void> {
    await alien.ok('cp', 'file:/etc/passwd', `alien:${name}`);
    await alien.ok('cp', `alien:${name}`, `file:${dir}/${name}.back`);
    assert.deepEqual(readFileSync(join(dir, `${name}.back`)), readFileSync('/etc/passwd'));
  }

  it('has time limits for XRootD, and libraries and a Python of its own', async () => {
    const libraries = join(dir, 'lib');
    mkdirSync(libraries);
    for (const folder of systemLibraries()) {
      for (const name of readdirSync(folder).filter((file) => LIBRARIES.test(file))) {
        copyFileSync(join(folder, name), join(libraries, name));
      }
    }
    const LD_LIBRARY_PATH = `${libraries}:/nonexistent/lib`;
    const PYTHON = {PYTHONHOME: libraries, PYTHONPATH: libraries};
    await copies(at('loaded', {LD_LIBRARY_PATH, ...PYTHON}), 'loaded');
  });

  describe('with a home that cannot be written', () => {
    before(function () {
      if (process.geteuid?.() !== 0) this.skip(); // only root can be another user
    });

    /** Someone whose home belongs to root. */
    const run = (words: string) =>
      at('read-only', {JALIEN_TOKEN_CERT: '', JALIEN_TOKEN_KEY: ''}).shell(
        `install -o 54321 -m 600 "$X509_USER_CERT" user.pem; install -o 54321 -m 400 "$X509_USER_KEY" user.key; ` +
          `install -m 755 -d authorities; install -m 644 "$X509_CERT_DIR"/ca.pem authorities; install -o 54321 -d tmp; ` +
          `exec setpriv --reuid 54321 --clear-groups env -u XDG_CACHE_HOME TMPDIR=$PWD/tmp X509_CERT_DIR=$PWD/authorities ` +
          `X509_USER_CERT=$PWD/user.pem X509_USER_KEY=$PWD/user.key alien ${words}`,
      );

    /** Words, exit code, and what is said. */
    const TABLE: [words: string, code: number, said: RegExp][] = [
      ['token-init', 0, /EXPIRE/],
      ['cp file:/etc/passwd alien:read-only', 0, /Copied 1 file/],
      ['cp alien:read-only file:$PWD/tmp/back', 0, /Copied 1 file/],
      ['config set output.json true', 5, /read-only\/.*cannot be written: permission denied/],
      ["alias l='ls -l'", 13, /read-only\/.*permission denied/],
      ['autocomplete bash', 13, /read-only\/.*permission denied/i],
      ['shell <<< ls', 0, /read-only/],
      ['sandbox start --no-storage', 13, /read-only\/.*/],
    ];
    for (const [words, code, said] of TABLE) {
      it(words, async () => {
        const {stdout, stderr, code: got} = await run(words);
        assert.match(stdout + stderr, said);
        assert.doesNotMatch(stderr, RAW);
        assert.equal(got, code);
      });
    }
  });

  describe('with a home on a disk that is shared', () => {
    const elsewhere = (line: string) => `unshare --uts sh -c 'hostname another-host; ${line}'`;
    before(function () {
      if (process.geteuid?.() !== 0) this.skip(); // only root can be another host
    });

    it('two hosts renew one token, and its certificate and key belong together', async () => {
      const credentials = join(dir, 'credentials');
      mkdirSync(credentials, {mode: 0o700});
      const own = {ALIEN_CREDENTIALS_DIR: credentials, JALIEN_TOKEN_CERT: '', JALIEN_TOKEN_KEY: ''};
      const alien = at('two-hosts', own);
      const ends = await Promise.all([
        alien.run('token-init'),
        alien.shell(elsewhere('alien token-init')),
        alien.run('token-init'),
      ]);
      assert.deepEqual(
        ends.map(({code}) => code),
        [0, 0, 0],
        ends.map(({stderr}) => stderr).join(''),
      );
      const names = readdirSync(credentials);
      const read = (kind: string) =>
        readFileSync(join(credentials, names.find((name) => name.includes(kind)) ?? 'none'));
      assert.equal(
        new X509Certificate(read('tokencert')).checkPrivateKey(createPrivateKey(read('tokenkey'))),
        true,
      );
      assert.equal(names.length, 2, names.join());
    });

    it('two hosts copy at once', async () => {
      const alien = at('two-hosts');
      const [here, there] = await Promise.all([
        alien.run('cp', 'file:/etc/passwd', 'alien:from-here'),
        alien.shell(elsewhere('alien cp file:/etc/passwd alien:from-there')),
      ]);
      assert.deepEqual([here.code, there.code], [0, 0], here.stderr + there.stderr);
      await alien.ok('cp', 'alien:from-there', `file:${dir}/from-there`);
    });

    it('two hosts have their own work in the background', async () => {
      const alien = at('background');
      const work = await alien.shell(`printf '%s\\n' 'pwd &' wait | alien shell; alien jobs`);
      assert.match(work.stdout, /pwd/, work.stderr);
      const there = await alien.shell(elsewhere('alien jobs'));
      assert.doesNotMatch(there.stdout, /pwd/);
    });

    it('a sandbox of one is told on the other, and not started twice', async () => {
      const alien = at('two-hosts');
      const sandbox = (words: string) => `alien sandbox ${words} --dir ${dir}/shared`;
      await alien.shell(elsewhere(sandbox('start --no-storage')));
      try {
        for (const words of ['start --no-storage', 'stop', 'status', 'env']) {
          const {code, stderr} = await alien.shell(sandbox(words));
          assert.match(stderr, /is run by another machine, another-host/, words);
          assert.equal(code, 16);
        }
      } finally {
        await alien.shell(elsewhere(sandbox('stop')));
      }
    });
  });

  describe('with a home on a disk without hard links and locks', () => {
    let poor: Program;
    before(() => {
      const library = join(dir, 'poor.so');
      execFileSync('cc', ['-shared', '-fPIC', '-w', '-x', 'c', '-o', library, '-'], {
        input: POOR_FILE_SYSTEM,
      });
      poor = at('poor', {LD_PRELOAD: library, JALIEN_TOKEN_CERT: '', JALIEN_TOKEN_KEY: ''});
    });

    it('copies, makes tokens and keeps settings', async () => {
      await copies(poor, 'poor');
      await poor.ok('token-init');
      await poor.ok('config', 'set', 'server.port', '8097');
    });

    it('keeps the certificate that an import replaces', async () => {
      const made = await poor.shell(
        `openssl pkcs12 -export -in "$X509_USER_CERT" -inkey "$X509_USER_KEY" -out x.p12 -passout pass:sesame && ` +
          `for time in 1 2; do alien cert import --force --no-encryption --passphrase-fd 3 x.p12 3< <(echo sesame) || exit; done; ` +
          `cmp "$HOME"/.globus/usercert.pem "$HOME"/.globus/usercert.pem.old`,
      );
      assert.equal(made.code, 0, made.stderr);
    });

    it('keeps an agent', async () => {
      const {stdout, stderr, code} = await poor.shell(
        `export XDG_RUNTIME_DIR= ALIEN_AGENT=; alien agent start; code=$?; alien pwd; alien agent status; alien agent stop; exit $code`,
      );
      assert.match(stdout, /^commands +1$/m, stdout + stderr);
      assert.doesNotMatch(stderr, RAW);
      assert.equal(code, 0, stderr);
    });

    it('runs a sandbox', async () => {
      const start = await poor.shell(
        `alien sandbox start --no-storage --dir ${dir}/poor-box; code=$?; alien sandbox stop --dir ${dir}/poor-box; exit $code`,
      );
      assert.equal(start.code, 0, start.stderr);
    });
  });
});

/** Where the libraries of this system are. */
function systemLibraries(): string[] {
  const listed = execFileSync('ldconfig', ['-p'], {encoding: 'utf8'});
  return [
    ...new Set([...listed.matchAll(/=> (.*)\/libstdc\+\+\.so\.6$/gm)].map(([, folder = '']) => folder)),
  ];
}
