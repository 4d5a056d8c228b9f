import assert from 'node:assert/strict';
import {chmodSync, readFileSync} from 'node:fs';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {join} from 'node:path';
import {Program} from '../stage/program.ts';
import {useFolder, useGrid} from '../stage/scene.ts';

const NO_HOME = /^There is no home directory for the user with the number 54321\.$/m;

describe('without a home', () => {
  let grid: TestGrid;
  let dir: string;
  useGrid({storage: true}, (started) => (grid = started));
  useFolder('test', (folder) => (dir = folder));

  describe('that directories can be made in', () => {
    /** /proc answers ENOENT to mkdir, as mount points of automounters do. */
    const alien = () =>
      new Program({...grid.env(), HOME: '/proc/none', XDG_CACHE_HOME: '/proc/none/.cache', TMPDIR: dir}, dir);

    it('everything works that writes nothing there', async () => {
      assert.match(await alien().ok('version'), /alien/);
      assert.match(await alien().ok('pwd'), /demo/);
      await alien().ok('cp', 'file:/etc/hostname', 'alien:there');
    });

    it('the rest says what cannot be written', async () => {
      const set = await alien().run('config', 'set', 'server.host', 'x');
      assert.equal(set.code, 5);
      assert.match(set.stderr, /cannot be written/);
      const complete = await alien().run('autocomplete', 'bash');
      assert.equal(complete.code, 2);
      assert.match(complete.stderr, /\/proc\/none\/.local\/share\/.*: there is no such file or directory/);
    });
  });

  describe('and without an account', () => {
    const run = (words: string) => {
      const as = 'setpriv --reuid 54321 --clear-groups env -u HOME -u XDG_CACHE_HOME';
      return new Program({TMPDIR: '/tmp'}, dir).shell(
        `${as} '${join(import.meta.dirname, '../../../bin/alien')}' ${words}`,
      );
    };
    before(function () {
      if (process.geteuid?.() !== 0) this.skip(); // only root can be another user
    });

    it('what the variables name is enough to log in and to copy', async () => {
      chmodSync(dir, 0o755);
      const {stdout, stderr, code} = await new Program({...grid.env(), TMPDIR: '/tmp'}, dir).shell(
        `install -o 54321 -m 600 "$X509_USER_CERT" user.pem; install -o 54321 -m 400 "$X509_USER_KEY" user.key; ` +
          `install -m 755 -d cas; install -m 644 "$X509_CERT_DIR"/ca.pem cas; install -o 54321 -d own; cd own; ` +
          `exec setpriv --reuid 54321 --clear-groups env -u HOME -u XDG_CACHE_HOME -u JALIEN_TOKEN_CERT -u JALIEN_TOKEN_KEY ` +
          `X509_CERT_DIR=${dir}/cas X509_USER_CERT=${dir}/user.pem X509_USER_KEY=${dir}/user.key sh -c ` +
          `'alien cp file:/etc/hostname alien:homeless && alien cp alien:homeless file:back && cat back'`,
      );
      assert.ok(stdout.endsWith(readFileSync('/etc/hostname', 'utf8')), stderr);
      assert.equal(code, 0, stderr);
      assert.doesNotMatch(stderr, /^ +at /m);
    });

    /** Words, exit code, and what is said. */
    const TABLE: [words: string, code: number, said: RegExp][] = [
      ['version', 0, /^alien /m],
      ['--help', 0, /alien help COMMAND/],
      ['config list', 0, /server\.host/],
      ['token-info', 2, /There is no token at \/tmp/],
      ['pwd', 126, /No certificate to log in with/],
      ['config path', 2, NO_HOME],
      ['config set server.host x', 2, NO_HOME],
      ['cp file:~/x alien:y', 2, NO_HOME],
      ['getCAcerts --from /etc', 2, NO_HOME],
      ['cert import x.p12', 2, NO_HOME],
      ['sandbox start --no-storage', 2, NO_HOME],
      ['autocomplete bash', 2, NO_HOME],
    ];
    for (const [words, code, said] of TABLE) {
      it(words, async () => {
        const {stdout, stderr, code: got} = await run(words);
        assert.match(stdout + stderr, said);
        assert.equal(got, code);
        assert.doesNotMatch(stderr, /^ +at /m);
      });
    }
  });
});
