import assert from 'node:assert/strict';
import {columns} from '../../bench/frame/table.ts';
import type {AgentScene} from '../scenarios/agent/agent-scene.ts';
import {descriptorsOf, memoryOf} from './agent-rig.ts';

const STEP = 1000;
const SHELLS = 4;

/** 10,000 commands one after the other in 4 shells: what keeper and workers take after each thousand. */
export async function flat(at: AgentScene, commands: number): Promise<void> {
  const rows: string[][] = [];
  const note = (done: number, pid: number, workers: readonly number[]): void => {
    const all = [pid, ...workers];
    rows.push([
      String(done),
      ...all.flatMap((each) => [`${Math.round(memoryOf(each))} MiB`, String(descriptorsOf(each))]),
    ]);
  };
  const loop = `for i in $(seq ${STEP / SHELLS}); do alien stat d/a >/dev/null || echo failed; done`;
  for (let done = 0; done <= commands; done += STEP) {
    const {pid, workers} = await at.status();
    note(done, pid, workers);
    const shells = await Promise.all(Array.from({length: SHELLS}, () => at.warm.shell(loop)));
    for (const shell of shells) assert.deepEqual(shell, {stdout: '', stderr: '', code: 0});
  }
  const heads = ['keeper', 'worker', 'worker'].flatMap((name) => [name, 'fds']);
  console.log(columns(['commands', ...heads], rows));
  console.log(`the agent did ${(await at.status()).commands}`);
}
