import {mkdtempSync, readFileSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {startGrid} from '@alien-grid/plugin-sandbox/testing';
import {AgentScene} from '../scenarios/agent/agent-scene.ts';
import {Program} from '../scenarios/stage/program.ts';

/** A grid of its own and a user with an agent, for one part of the torture. */
export async function withAgent(work: (at: AgentScene) => Promise<void>): Promise<void> {
  const grid = await startGrid();
  const dir = mkdtempSync(join(tmpdir(), 'alien-storm-'));
  const at = await AgentScene.open({grid, dir, alien: new Program(grid.env(), dir)});
  try {
    await at.cold.ok('mkdir', 'd');
    await at.cold.ok('touch', 'd/a');
    await at.start();
    await work(at);
  } finally {
    await at.stop();
    await grid.stop();
    rmSync(dir, {recursive: true, force: true});
  }
}

/** MiB in memory of a process; NaN of one that is gone. */
export function memoryOf(pid: number): number {
  try {
    const [, kib] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kib) / 1024;
  } catch {
    return NaN;
  }
}

/** Open descriptors of a process; NaN where that is not to be seen, of a worker for anyone but root. */
export function descriptorsOf(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return NaN;
  }
}
