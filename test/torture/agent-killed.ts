import assert from 'node:assert/strict';
import {setTimeout as pause} from 'node:timers/promises';
import {askAgent} from '../../src/lib/agent/control.ts';
import {type AgentScene} from '../scenarios/agent/agent-scene.ts';
import {ended} from '../support/ended.ts';
import type {Finished} from '../scenarios/stage/program.ts';

const COMMANDS = 100;
const LANES = 4;
/** ms between two kills, at most: about as long as a command takes. */
const MOST = 60;

/**
 * Keeper and workers are killed at random moments in the middle of 100 commands, every other one of which changes
 * something. Each ends as without an agent or says that it was lost; the service has got none twice.
 */
export async function killed(at: AgentScene): Promise<void> {
  const all = Array.from({length: COMMANDS}, (_, i) => i);
  await at.cold.ok('touch', ...all.filter((i) => !isChange(i)).map(nameOf));
  at.grid.requests.length = 0;
  await at.grid.faults.set('latency 20ms'); // so that there is a middle
  const end = new AbortController();
  const killing = killAtRandom(at, end.signal);
  const ends = new Map<number, Finished>();
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let i = next++; i < COMMANDS; i = next++) ends.set(i, await at.warm.run(...wordsOf(i)));
  };
  await Promise.all(Array.from({length: LANES}, lane));
  end.abort();
  const {kills, seen} = await killing;
  await at.grid.faults.clear();
  const made = new Set((await at.cold.ok('ls', 'd')).split(/\s+/));
  let lost = 0;
  for (const [i, {code, stdout, stderr}] of ends) {
    const times = at.grid.requests.filter(({options}) => options.includes(nameOf(i))).length;
    const facts = `${wordsOf(i).join(' ')}: code ${code}, ${times} requests, ${stdout}${stderr}`;
    assert.ok(times <= 1, `twice: ${facts}`);
    if (code === 0)
      assert.ok(
        times === 1 && stderr === '' && (isChange(i) ? made.has(`k${i}/`) : stdout.includes(nameOf(i))),
        facts,
      );
    else assert.ok(code === 1 && /may have been done/.test(stderr) && stdout === '', facts);
    if (code !== 0) lost++;
  }
  assert.equal(ends.size, COMMANDS);
  await at.stop();
  await Promise.all([...seen].map(ended));
  console.log(
    `${COMMANDS} commands, ${kills} kills: ${COMMANDS - lost} done, ${lost} told as lost, none twice, no process left`,
  );
}

const isChange = (i: number): boolean => i % 2 === 0;
const nameOf = (i: number): string => `d/k${i}`;
const wordsOf = (i: number): string[] => [isChange(i) ? 'mkdir' : 'stat', nameOf(i)];

/** @returns how often, and all processes that were seen */
async function killAtRandom(at: AgentScene, end: AbortSignal) {
  const seen = new Set<number>();
  let kills = 0;
  while (!end.aborted) {
    const status = await askAgent(at.place, 'status').catch(() => undefined);
    if (status === undefined) {
      await at.cold.run('agent', 'start', '--workers=4');
      continue;
    }
    const pids = [status.pid, ...status.workers];
    for (const pid of pids) seen.add(pid);
    await pause(Math.random() * MOST);
    const chosen = Math.random() < 0.1 ? status.pid : pids[Math.floor(Math.random() * pids.length)];
    if (chosen === undefined) continue;
    try {
      process.kill(chosen, 'SIGKILL');
      kills++;
    } catch {
      // it has ended by itself
    }
  }
  return {kills, seen};
}
