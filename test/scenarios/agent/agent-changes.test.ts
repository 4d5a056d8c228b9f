import assert from 'node:assert/strict';
import {truncate, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {type IPty, spawn} from '@lydell/node-pty';
import {AgentScene} from './agent-scene.ts';
import {type Finished, Program} from '../stage/program.ts';
import {useScene} from '../stage/scene.ts';

/** Times, rates, numbers of processes and sizes of the disk are no part of what has to be the same. */
function withoutNumbers({stdout, stderr, code}: Finished) {
  const plain = (text: string): string =>
    text.replaceAll(/\d[\d.,:-]*(?: \w*B\/s)?/g, 'N').replaceAll(/ +/g, ' ');
  return {stdout: plain(stdout), stderr: plain(stderr), code};
}

const ALIEN = join(import.meta.dirname, '../../../bin/alien');

describe('the agent does what changes something', () => {
  let at: AgentScene;
  useScene({storage: true}, async (scene) => {
    at = await AgentScene.open(scene);
    await writeFile(join(at.dir, 'here'), 'content\n');
  });
  beforeEach(() => at.start());
  after(() => at.stop());

  /** Do the same with and without the agent, each in directories of its own; D stands for their name. */
  async function bothWays(work: (program: Program, name: string) => Promise<unknown>): Promise<void> {
    let with_: unknown;
    const count = await at.count(async () => (with_ = await work(at.warm, 'qwarm')));
    assert.ok(count > 0, 'the agent does some of it');
    assert.deepEqual(with_, await work(at.cold, 'qcold'));
  }

  it('in the catalogue and on storage, with the same words and exit codes', async () => {
    const lines = [
      'mkdir -p D/a',
      'mkdir D/a',
      'touch D/a/f',
      'chmod 640 D/a/f',
      'ls -l D/a',
      'cp file:here alien:D/up',
      'cp file:here alien:D/up',
      'cp alien:D/up file:./D/down',
      'cp alien:D/none file:./D/none',
      'cp file:not-here alien:D/',
      'cp --json alien:D/up file:./D/json',
      'cat D/up',
      'md5sum D/up',
      'access read D/none',
      'mv D/a/f D/a/g',
      'find D *',
      'du D',
      'rm D/a/g',
      'rm D/a/g',
      'rmdir D/a',
      'sync file:./D alien:D/tree',
      'sync file:./D alien:D/tree --delete',
      'jobs list',
      'submit D/none.jdl',
      'rm -r D',
      'df',
    ];
    await bothWays(async (program, name) => {
      const ends: unknown[] = [];
      for (const line of lines) {
        const end = withoutNumbers(await program.run(...line.replaceAll('D', name).split(' ')));
        ends.push([line, JSON.parse(JSON.stringify(end).replaceAll(name, 'D'))]);
      }
      return ends;
    });
  });

  it('with the directory, the umask and the owner of the caller', async () => {
    await at.cold.ok('cp', 'file:here', 'alien:there');
    await bothWays((program, name) =>
      program.shell(`mkdir ${name}.d; cd ${name}.d; umask 027; alien cp -q alien:there file:new/down
        stat -c '%a %u' new new/down; umask 0; alien cp alien:there - | cat; alien cat ../here ./new`),
    );
  });

  it('until its terminal is closed: it cleans up, and ends as without the agent', async () => {
    await writeFile(join(at.dir, 'big'), '');
    await truncate(join(at.dir, 'big'), 100 << 20);
    const words = ['cp', '--limit-rate', '5M', 'file:big', 'alien:closed'];
    const closed = async (agent: string): Promise<number> => {
      at.grid.requests.length = 0;
      const {PATH = '', XDG_CACHE_HOME = join(at.dir, '.cache')} = process.env;
      const env = {PATH, XDG_CACHE_HOME, HOME: at.dir, ...at.env, ALIEN_AGENT: agent, TERM: 'xterm'};
      const pty = spawn(ALIEN, words, {cwd: at.dir, env});
      const ended = new Promise<number>((resolve) => pty.onExit(({exitCode}) => resolve(exitCode)));
      await at.asked('access');
      (pty as IPty & {destroy(): void}).destroy();
      return ended;
    };
    assert.equal(await at.done(() => closed('on')), 129);
    assert.equal((await at.cold.run('stat', 'closed')).code, 2);
  });

  it('and asks storage that was silent over a new connection, in the same worker', async () => {
    await writeFile(join(at.dir, 'large'), Buffer.alloc(1_000_000));
    await at.cold.ok('cp', '-q', 'file:here', 'alien:small');
    await at.cold.ok('cp', '-q', 'file:large', 'alien:large');
    const {workers} = await at.status();
    for (const se of ['DISK1', 'DISK2']) await at.grid.faults.set(`se-hang ${se} 100000`);
    const fetch = async (name: string, seconds: number): Promise<number | null> =>
      (await at.warm.run('cp', '-qf', `--timeout=${seconds}`, '--retry=0', `alien:${name}`, 'file:got')).code;
    try {
      assert.notEqual(await at.done(() => fetch('large', 1)), 0);
      assert.equal(await at.done(() => fetch('small', 15)), 0);
      assert.deepEqual((await at.status()).workers, workers);
    } finally {
      await at.grid.faults.clear();
    }
  });

  it('and says that it may have been done where a worker is killed, and does it once', async () => {
    await at.silence('mkdir');
    const {finished} = at.warm.start('mkdir', 'once');
    await at.asked('mkdir');
    for (const pid of (await at.status()).workers) process.kill(pid, 'SIGKILL');
    const {code, stderr} = await finished;
    assert.equal(code, 1);
    assert.match(stderr, /may have been done.*\n.*Look before you run it again/);
    assert.equal(at.grid.requests.filter(({command}) => command === 'mkdir').length, 1);
  });

  it('not for a caller with other limits, niceness or files that depend on the directory', async () => {
    const {X509_USER_CERT = '', X509_USER_KEY = ''} = at.env;
    const relative = new Program({...at.env, X509_USER_CERT: `.${X509_USER_CERT}`, X509_USER_KEY}, '/');
    const count = await at.count(async () => {
      const {stdout} = await at.warm.shell('(ulimit -f 100000; alien pwd); nice alien pwd');
      assert.equal(stdout.split('\n').length, 3);
      await relative.ok('pwd');
    });
    assert.equal(count, 0);
  });
});
