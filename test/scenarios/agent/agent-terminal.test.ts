import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {AgentScene} from './agent-scene.ts';
import {openShellAt} from './agent-shell.ts';
import {useScene} from '../stage/scene.ts';
import type {Terminal} from '../stage/terminal.ts';

const HOME = '/alice/cern.ch/user/d/demo/';

describe('a command that the agent does at a terminal', () => {
  let at: AgentScene;
  useScene({}, async (scene) => {
    at = await AgentScene.open(scene);
    await at.cold.ok(`mkdir d; touch ${Array.from({length: 12}, (_, i) => `d/name-${i}`).join(' ')}`);
    await at.start();
  });
  after(() => at.stop());
  afterEach(() => at.grid.faults.clear());

  const openShell = (env?: NodeJS.ProcessEnv) => openShellAt(at, env);

  /** Type a command that waits for the service. */
  async function begin(shell: Terminal, name: string): Promise<void> {
    at.grid.requests.length = 0;
    shell.type(`alien ${name}\r`);
    await at.asked(name);
  }

  it('is held by Ctrl-Z and goes on with fg, while the agent does others', async () => {
    const text = await at.done(async () => {
      using shell = await openShell();
      await at.grid.faults.set('latency 300ms');
      await begin(shell, 'pwd');
      shell.type('\u001A');
      await shell.shows('Stopped');
      // asked later, so that the answer to the first is there as well
      shell.type('alien whoami\r');
      await shell.shows(/^demo$/m);
      assert.ok(!shell.text.includes(HOME), shell.text);
      shell.type('fg; echo code $?\r');
      await shell.shows('code 0');
      return shell.text;
    }, 2);
    assert.match(text, new RegExp(`^${HOME}$`, 'm'));
  });

  it('goes on in the background too, and ends of a signal there', async () => {
    using shell = await openShell();
    await at.grid.faults.set('silence pwd', {count: 1});
    await begin(shell, 'pwd');
    for (let times = 0; times < 2; times++) {
      const pid = await stop(shell);
      shell.type('clear; bg\r');
      await shell.shows(/^\[1\]\+ .* &$/m);
      shell.type('fg\r');
      await isInForeground(pid);
    }
    shell.type('\u0003');
    shell.type('echo code $?\r');
    await shell.shows('code 130');
  });

  /** Press Ctrl-Z. @returns the process that stands for the command */
  async function stop(shell: Terminal): Promise<string> {
    shell.type('\u001A');
    await shell.shows('Stopped');
    shell.type('clear; echo pid $(jobs -p)\r');
    await shell.shows(/^pid \d+$/m);
    return /^pid (\d+)$/m.exec(shell.text)?.[1] ?? '';
  }

  /** Wait until keys are for a job: a shell names it before that. */
  async function isInForeground(pid: string): Promise<void> {
    for (let group, foreground; group === undefined || group !== foreground;)
      [, , group, , , foreground] = (await readFile(`/proc/${pid}/stat`, 'utf8'))
        .replace(/.*\) /, '')
        .split(' ');
  }

  it('ends with its launcher that was stopped', async () => {
    using shell = await openShell();
    const {workers} = await at.status();
    while (!(await stopsLauncher(shell))) shell.type('kill -KILL %%; wait; clear\r');
    shell.type('kill -KILL %%\r');
    while ((await at.status()).workers.every((pid, index) => pid === workers[index]));
    await at.warm.ok('pwd');
  });

  /** Begin a command, and stop it. @returns whether a launcher was stopped, and not a process without agent */
  async function stopsLauncher(shell: Terminal): Promise<boolean> {
    await at.grid.faults.set('silence pwd', {count: 1});
    await begin(shell, 'pwd');
    const pid = await stop(shell);
    return (await readFile(`/proc/${pid}/comm`, 'utf8')) === 'alien\n';
  }

  it('ends of Ctrl-\\ as any other', async () => {
    for (const agent of ['on', 'off']) {
      using shell = await openShell({ALIEN_AGENT: agent});
      await at.grid.faults.set('silence pwd', {count: 1});
      await begin(shell, 'pwd');
      shell.type('\u001C');
      shell.type('echo code $?\r');
      await shell.shows('code 131');
    }
  });

  it('is shown in the width that the terminal has then', async () => {
    const shown = async (agent: string): Promise<string> => {
      using shell = await openShell({ALIEN_AGENT: agent});
      await at.grid.faults.set('latency 300ms');
      shell.type('clear\r');
      at.grid.requests.length = 0;
      shell.type('alien ls d; echo code $?\r');
      await at.asked('ls');
      shell.setSize(40);
      await shell.shows(/^code 0\nready>/m);
      return shell.text;
    };
    assert.equal(await at.done(() => shown('on')), await shown('off'));
  });

  describe('is left to a process of its own', () => {
    const LIMITS: Readonly<Record<string, string>> = {
      'with a limit of files': 'ulimit -S -f 1000',
      'with a limit of time': 'ulimit -S -t 100',
      'with a limit of memory': 'ulimit -S -d 100000000',
      'with a limit of open files': 'ulimit -n 300',
    };
    for (const [title, line] of Object.entries(LIMITS)) {
      it(title, async () => {
        const count = await at.count(async () => {
          assert.equal((await at.warm.shell(`${line} && alien pwd`)).stdout, `${HOME}\n`);
        });
        assert.equal(count, 0);
      });
    }

    it('where the terminal stops what writes from the background', async () => {
      using shell = await openShell();
      const count = await at.count(async () => {
        shell.type('stty tostop; alien pwd\r');
        await shell.shows(HOME);
      });
      assert.equal(count, 0);
    });
  });
});
