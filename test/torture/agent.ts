/**
 * The agent under stress: `npm run test:torture:agent -- storm killed flat logins`, all of these without a word. Asserts that
 * no command goes wrong, is lost without being told, or is done twice; prints what memory, descriptors and logins it took.
 */
import {flat} from './agent-flat.ts';
import {killed} from './agent-killed.ts';
import {logins} from './agent-logins.ts';
import {withAgent} from './agent-rig.ts';
import {storm} from './agent-storm.ts';

const COMMANDS = 10_000;

const PARTS = new Map([
  ['storm', storm],
  ['killed', killed],
  ['flat', (at: Parameters<typeof flat>[0]) => flat(at, COMMANDS)],
  ['logins', logins],
]);

const wanted = process.argv.slice(2);
for (const name of wanted.length > 0 ? wanted : PARTS.keys()) {
  const part = PARTS.get(name);
  if (part === undefined) throw new Error(`There is no part ${name}: ${[...PARTS.keys()].join(', ')}`);
  console.log(`== ${name}`);
  await withAgent(part);
}
