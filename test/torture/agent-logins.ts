import {columns} from '../../bench/frame/table.ts';
import type {AgentScene} from '../scenarios/agent/agent-scene.ts';
import type {Program} from '../scenarios/stage/program.ts';

const COMMANDS = 50;

/** What the throttle of the service counts for a login; a logout and a request are one point each. */
const LOGIN = 10;

/** What commands cost the throttle of the service, with and without the agent. */
export async function logins(at: AgentScene): Promise<void> {
  const rows: string[][] = [];
  for (const words of [
    ['stat', 'd/a'],
    ['touch', 'd/a'],
    ['ls', 'd'],
  ]) {
    for (const [name, program] of Object.entries({agent: at.warm, without: at.cold})) {
      const {entered, asked} = await costOf(at, program, words);
      const left = program === at.cold ? entered : 0; // connections of workers stay
      const points = (LOGIN * entered + left + asked) / COMMANDS;
      rows.push([words.join(' '), name, String(entered), String(asked), points.toFixed(1)]);
    }
  }
  console.log(columns([`${COMMANDS} commands`, '', 'logins', 'requests', 'points a command'], rows));
}

async function costOf({grid}: AgentScene, program: Program, words: readonly string[]) {
  const [entered, asked] = [grid.logins, grid.requests.length];
  for (let count = 0; count < COMMANDS; count++) await program.ok(...words);
  return {entered: grid.logins - entered, asked: grid.requests.length - asked};
}
