import assert from 'node:assert/strict';
import {createPrivateKey} from 'node:crypto';
import {existsSync} from 'node:fs';
import {readFile, readdir, rm, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {askAgent} from '../../../src/lib/agent/control.ts';
import {AgentScene} from './agent-scene.ts';
import {ended} from '../../support/ended.ts';
import {type Finished, Program} from '../stage/program.ts';
import {useScene} from '../stage/scene.ts';
import {Terminal} from '../stage/terminal.ts';

const ALIEN = join(import.meta.dirname, '../../../bin/alien');

describe('the agent', () => {
  let at: AgentScene;
  useScene({}, async (scene) => {
    at = await AgentScene.open(scene);
    await at.cold.ok('mkdir', 'd');
    await at.cold.ok('touch', 'd/a', 'd/b');
  });
  after(() => at.stop());

  describe('does commands', () => {
    before(() => at.start());

    const commands = [
      ['version'],
      ['pwd'],
      ['ls', 'd'],
      ['ls', '-la', 'd'],
      ['ls', '--json', 'd'],
      ['ls', 'not-there'],
      ['ls', '--not-a-flag'],
      ['ls', ''],
      ['stat', 'd/a'],
      ['stat', 'd/a', 'nothing'],
      ['whoami'],
      ['token-info'],
      ['uuid', 'd/a'],
      ['type', 'd'],
    ];

    it('with the same output and exit code as without it', async () => {
      for (const words of commands) {
        const there = await at.done(() => at.warm.run(...words));
        assert.deepEqual(there, await at.cold.run(...words), words.join(' '));
      }
    });

    it('under the old names too, as they are called by scripts', async () => {
      await at.cold.ok('compat', 'link', 'names');
      for (const name of ['alien_ls_json_all', 'alien_pwd_json'])
        await symlink(ALIEN, join(at.dir, 'names', name));
      for (const line of [
        'alien_ls -F d',
        'alien_ls_json_all d',
        'alien_pwd_json',
        'alien_stat d/a nothing',
        'alien-token-info',
        'alien.py pwd',
        'alien.py find "d a"',
        'alien_cmd pwd',
      ]) {
        const run = (agent: string) => at.warm.shell(`ALIEN_AGENT=${agent} names/${line}`);
        const there = await at.done(() => run('on'));
        assert.deepEqual(there, await run('off'), line);
      }
    });

    it('on one login for each worker', async () => {
      const {logins} = at.grid;
      for (let count = 0; count < 6; count++) await at.warm.ok('pwd');
      assert.ok(at.grid.logins - logins <= 2);
    });

    it('and says of itself what there is to know, without values of variables', async () => {
      const shown = async (env: NodeJS.ProcessEnv, ...words: string[]) =>
        new Program({...at.env, ...env}, at.dir).ok('agent', 'status', ...words);
      const text = await shown({});
      assert.match(text, /^The agent \(process \d+\) runs since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.$/m);
      assert.match(
        text,
        /^workers +2\ncommands +\d+\nmemory +[\d.]+ MiB\nends +in \d+ min without a command$/m,
      );
      assert.match(text, /^serves +this shell$/m);
      const other = {TZ: 'secret-1', X509_USER_PROXY: 'secret-2'};
      assert.match(await shown(other), /^serves +other shells: this one differs in TZ, X509_USER_PROXY$/m);
      const json = await shown(other, '--json');
      const {results} = JSON.parse(json) as {results: {differs: string[]}[]};
      assert.deepEqual(results[0]?.differs, ['TZ', 'X509_USER_PROXY']);
      assert.doesNotMatch(json, /secret|marks|terms/);
      const limited = await at.warm.shell('ulimit -S -f 1000; alien agent status');
      assert.match(limited.stdout, /differs in limits, rights or file systems$/m);
    });

    it('in the colours and width of the terminal that it was typed at', async () => {
      const {PATH, XDG_CACHE_HOME = join(at.dir, '.cache')} = process.env;
      const shown = async (agent: string) => {
        const around = {PATH, XDG_CACHE_HOME, HOME: at.dir, ...at.env, ALIEN_AGENT: agent};
        const terminal = new Terminal(ALIEN, ['ls', '-l', 'd'], {cwd: at.dir, env: around, columns: 60});
        assert.equal(await terminal.ended, 0);
        return terminal.text;
      };
      assert.equal(await at.done(() => shown('on')), await shown('off'));
    });

    it('keeps the order of stdout and stderr in one file, and appends', async () => {
      const lines = (agent: string) =>
        `export ALIEN_AGENT=${agent}; (echo first; alien stat d/a nothing; echo last) >f 2>&1; alien pwd >>f; cat f`;
      assert.deepEqual(await at.warm.shell(lines('on')), await at.warm.shell(lines('off')));
    });

    it('ends as a shell knows it when the reader goes away', async () => {
      const line = (agent: string) =>
        `export ALIEN_AGENT=${agent}; mkfifo p$$; (exec 3<p$$) & exec 4>p$$; wait; alien pwd >&4; echo $?`;
      assert.deepEqual(await at.warm.shell(line('on')), await at.warm.shell(line('off')));
    });

    it('says that a full disk takes no output', async () => {
      const line = (agent: string) => `ALIEN_AGENT=${agent} alien pwd >/dev/full`;
      assert.deepEqual(await at.warm.shell(line('on')), await at.warm.shell(line('off')));
    });

    it('leaves the pipes of its callers blocking', async () => {
      const flags = `python3 -c 'import fcntl; print(fcntl.fcntl(1, fcntl.F_GETFL) & 2048)'`;
      const {stdout} = await at.warm.shell(`(alien pwd; ${flags}) | cat`);
      assert.match(stdout, /\n0\n$/);
    });

    it('not for callers with other settings, other commands or input', async () => {
      const other = new Program({...at.env, XRD_STREAMTIMEOUT: '7'}, at.dir);
      const count = await at.count(async () => {
        await other.ok('pwd');
        await at.warm.ok('cd', 'd');
        await at.warm.ok('ls', '--help');
        await at.warm.ok('batch', '--command=pwd');
        await at.warm.ok('-debug', 'pwd');
      });
      assert.equal(count, 0);
    });

    it('without a word of an alias', async () => {
      await writeFile(join(at.dir, '.alienpy_aliases'), 'pwd=whoami\n');
      const [one, other] = [await at.warm.run('pwd'), await at.cold.run('pwd')];
      await rm(join(at.dir, '.alienpy_aliases'));
      assert.deepEqual(one, other);
    });

    for (const [signal, code] of [
      ['SIGINT', 130],
      ['SIGTERM', 143],
    ] as const) {
      it(`until ${signal}`, async () => {
        const ends: Finished[] = [];
        for (const program of [at.warm, at.cold]) {
          await at.silence('pwd');
          const {child, finished} = program.start('pwd');
          await at.asked('pwd');
          child.kill(signal);
          ends.push(await finished);
        }
        assert.deepEqual(ends[0], ends[1]);
        assert.equal(ends[0]?.code, code);
        await at.warm.ok('pwd');
      });
    }

    it('200 from 8 shells at once, all of them right', async () => {
      const loop = 'for i in $(seq 25); do alien stat d/a || echo failed; done';
      const expected = (await at.cold.ok('stat', 'd/a')).repeat(25);
      const count = await at.count(async () => {
        const shells = await Promise.all(Array.from({length: 8}, () => at.warm.shell(loop)));
        for (const shell of shells) assert.deepEqual(shell, {stdout: expected, stderr: '', code: 0});
      });
      assert.ok(count > 0);
    });
  });

  describe('loses nothing', () => {
    beforeEach(() => at.start());

    it('when a worker is killed in the middle of a command', async () => {
      await at.silence('whoami');
      const {finished} = at.warm.start('whoami');
      await at.asked('whoami');
      for (const pid of (await at.status()).workers) process.kill(pid, 'SIGKILL');
      const {code, stdout, stderr} = await finished;
      assert.deepEqual([code, stdout], [1, '']);
      assert.match(stderr, /Look before you run it again/);
      assert.equal(at.grid.requests.filter(({command}) => command === 'whoami').length, 1, 'not twice');
      await at.warm.ok('whoami');
    });

    it('when all of it is killed between commands', async () => {
      const {pid, workers} = await at.status();
      for (const each of [pid, ...workers]) process.kill(each, 'SIGKILL');
      await at.warm.ok('pwd');
      await at.start();
    });

    it('and writes no core dump with what was in its memory', async () => {
      await at.stop();
      await at.cold.shell('ulimit -c unlimited; alien agent start');
      const {workers} = await at.status();
      await at.silence('whoami');
      const {finished} = at.warm.start('whoami');
      await at.asked('whoami');
      for (const pid of workers) {
        assert.match(await readFile(`/proc/${pid}/limits`, 'utf8'), /^Max core file size +0 +0 /m);
        process.kill(pid, 'SIGABRT');
      }
      await finished;
      await Promise.all(workers.map(ended));
      assert.deepEqual(
        (await readdir(at.dir)).filter((name) => name.startsWith('core')),
        [],
      );
    });

    it('when it is stopped: the command under way is finished', async () => {
      at.grid.requests.length = 0;
      await at.grid.faults.set('latency 300ms');
      const {finished} = at.warm.start('pwd');
      await at.asked('pwd');
      await askAgent(at.place, 'stop');
      assert.equal((await finished).code, 0);
      await at.grid.faults.clear();
      await at.warm.ok('pwd');
    });

    it('and leaves no worker behind that was just starting', async () => {
      const {workers} = await at.status();
      for (const pid of workers) process.kill(pid, 'SIGKILL');
      const isNew = (pid: number): boolean => !workers.includes(pid);
      for (let now = workers; now.length < workers.length || !now.every(isNew);) {
        now = (await at.status()).workers;
      }
      await at.stop();
    });

    it('and ends by itself when the settings change', async () => {
      const {pid} = await at.status();
      const config = join(at.dir, '.config/alien/config.json');
      await at.cold.ok('config', 'set', 'connect.tries', '4');
      await at.warm.ok('pwd');
      await ended(pid);
      await rm(config, {force: true});
    });
  });

  it('leaves a command to its caller that needs a pass phrase', async () => {
    await at.stop();
    const {grid, dir, env} = at;
    const key = createPrivateKey(await readFile(env['X509_USER_KEY'] ?? '', 'utf8'));
    const locked = join(dir, 'locked.pem');
    const form = {type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret'} as const;
    await writeFile(locked, key.export(form), {mode: 0o600});
    const other = await AgentScene.open({grid, dir, alien: at.cold}, {X509_USER_KEY: locked});
    await other.start();
    const expected = await other.cold.run('pwd');
    assert.match(expected.stderr, /needs a pass phrase/);
    const {workers} = await other.status();
    assert.deepEqual(await other.warm.run('pwd'), expected);
    assert.notDeepEqual((await other.status()).workers, workers, 'it was tried');
    await other.stop();
    assert.equal(existsSync(other.place.directory), false, 'launchers do not look for an agent any more');
  });
});
