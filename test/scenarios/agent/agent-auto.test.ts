import assert from 'node:assert/strict';
import {existsSync, readdirSync, readlinkSync} from 'node:fs';
import {rm} from 'node:fs/promises';
import {join} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {askAgent, type AgentStatus} from '../../../src/lib/agent/control.ts';
import {wordsOf} from '../../../src/lib/completion/question.ts';
import {AgentScene} from './agent-scene.ts';
import {ended} from '../../support/ended.ts';
import {Program} from '../stage/program.ts';
import {useScene} from '../stage/scene.ts';

const PWD = '/alice/cern.ch/user/d/demo/\n';

describe('the agent, by itself', () => {
  let at: AgentScene;
  const program = (agent: string, env: NodeJS.ProcessEnv = {}): Program =>
    new Program({...at.env, ...env, ALIEN_AGENT: agent}, at.dir);
  useScene({}, async (scene) => (at = await AgentScene.open(scene)));
  afterEach(() => at.stop());

  /** Wait until the agent that was started does commands. */
  async function started(): Promise<AgentStatus> {
    for (;;) {
      const told = await askAgent(at.place, 'status');
      if (told) return told;
      await pause(20);
    }
  }

  it('does not start unless it is wanted, and not where it makes no sense', async () => {
    await at.warm.ok('pwd');
    await program('off').ok('pwd');
    await program('auto', {ALIEN_PROC_ID: '1'}).ok('pwd');
    await program('auto').ok('help');
    assert.equal((await program('auto').run('stat', 'nowhere')).code, 2);
    assert.equal(existsSync(at.place.directory), false);
  });

  it('starts behind the first command, which it does not hold up, and does the next', async () => {
    const shell = program('auto');
    // bash waits until no one holds the pipe any more
    assert.deepEqual(await shell.shell('said=$(alien pwd 2>&1); echo "$said"'), {
      stdout: PWD,
      stderr: '',
      code: 0,
    });
    const {pid} = await started();
    assert.equal(await at.done(() => shell.ok('pwd')), PWD);
    const {workers} = await at.status();
    // of workers only root may see it
    for (const each of process.getuid?.() === 0 ? [pid, ...workers] : [pid]) {
      assert.equal(readlinkSync(`/proc/${each}/cwd`), '/');
      for (const fd of [0, 1, 2]) assert.equal(readlinkSync(`/proc/${each}/fd/${fd}`), '/dev/null');
      const files = opens(String(each)).filter((path) => path.startsWith(at.dir));
      assert.deepEqual(files, each === pid ? [at.place.lock] : []);
    }
  });

  it('starts behind a TAB that asks for names, and not behind others', async () => {
    const tab = (line: string) =>
      program('auto').run(...wordsOf({shell: 'bash', text: line, replaced: ''}, false));
    await tab('alien who');
    await program('off').ok(...wordsOf({shell: 'bash', text: 'alien ls off/', replaced: ''}, false));
    assert.equal(existsSync(at.place.directory), false);
    // on a busy machine a TAB may give up before it has come to the service
    for (let count = 0; count < 20 && !existsSync(at.place.attempt); count++)
      assert.deepEqual(await tab('alien ls '), {stdout: 'words\n', stderr: '', code: 0});
    await started();
    await at.done(() => tab('alien ls '));
  });

  it('starts once, however many commands find none', async () => {
    const all = Array.from({length: 4}, () => program('auto').ok('pwd'));
    assert.deepEqual(
      await Promise.all(all),
      Array.from({length: 4}, () => PWD),
    );
    const {pid} = await started();
    assert.equal(agents().length, 1);
    assert.deepEqual(agents(), [pid]);
  });

  it('starts as the configuration says, but for ALIEN_AGENT=off', async () => {
    await at.cold.ok('config', 'set', 'agent.auto', 'true');
    try {
      await program('off').ok('pwd');
      assert.equal(existsSync(at.place.directory), false);
      await at.warm.ok('pwd');
      await started();
    } finally {
      await rm(join(at.dir, '.config/alien/config.json'));
    }
  });

  it('and starts anew at once when one has ended', async () => {
    await program('auto').ok('pwd');
    const {pid} = await started();
    await askAgent(at.place, 'stop');
    await ended(pid);
    assert.equal(existsSync(at.place.directory), false);
    await program('auto').ok('pwd');
    assert.notEqual((await started()).pid, pid);
  });

  /** The agents that run at this place. */
  function agents(): number[] {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .filter((pid) => opens(pid).includes(at.place.lock))
      .map(Number);
  }
});

/** What a process has open. */
function opens(pid: string): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`));
  } catch {
    return []; // it has ended, or is not ours
  }
}
