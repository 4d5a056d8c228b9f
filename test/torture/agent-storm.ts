import assert from 'node:assert/strict';
import type {AgentScene} from '../scenarios/agent/agent-scene.ts';

const SHELLS = 8;
const EACH = 125;

/** 1000 commands from 8 shells at once, of which every fifth changes something: all right. */
export async function storm(at: AgentScene): Promise<void> {
  const stat = await at.cold.ok('stat', 'd/a');
  const pwd = await at.cold.ok('pwd');
  const lines = (shell: number): string =>
    `for i in $(seq ${EACH / 5}); do alien stat d/a; alien pwd; alien mkdir d/s${shell}-$i; alien pwd; alien stat d/a; done`;
  const begin = performance.now();
  const count = await at.count(async () => {
    const shells = await Promise.all(Array.from({length: SHELLS}, (_, i) => at.warm.shell(lines(i))));
    const expected = `${stat}${pwd}${pwd}${stat}`.repeat(EACH / 5);
    for (const shell of shells) assert.deepEqual(shell, {stdout: expected, stderr: '', code: 0});
  });
  const made = (await at.cold.ok('ls', 'd')).split(/\s+/).filter((name) => name.startsWith('s'));
  assert.equal(made.length, (SHELLS * EACH) / 5);
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  console.log(
    `${SHELLS * EACH} commands from ${SHELLS} shells in ${seconds} s, all right; the agent did ${count}`,
  );
}
