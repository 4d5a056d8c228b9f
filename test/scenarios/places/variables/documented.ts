import {readFileSync} from 'node:fs';
import {join} from 'node:path';

const TABLE = join(import.meta.dirname, '../../../../docs/variables.md');

/** Of the table: what is done with each variable, and what is said of it. */
export const documented = new Map(
  [...readFileSync(TABLE, 'utf8').matchAll(/^\| `(\w+)` +\| (\w+) +\| (.*?) +\|$/gm)].map(
    ([, name = '', status = '', text = '']) => [name, {status, text}],
  ),
);

/** The variables with which one of these things is done: `honoured`, `renamed`, `refused`, `own`. */
export const withStatus = (...wanted: string[]) =>
  [...documented].filter(([, {status}]) => wanted.includes(status)).map(([name]) => name);

/** Variables whose effect a test shows. */
export const shown = new Set<string>();

/** A test of the effect of these variables. */
export function shows(names: readonly string[], effect: () => Promise<void> | void): void {
  it(`shows ${names.join(', ')}`, effect);
  for (const name of names) shown.add(name);
}
