import {createHash} from 'node:crypto';
import {isAbsolute} from 'node:path';
import {decides} from '../settings/deciding.ts';
import type {Environment} from '../settings/environment.ts';
import {withAbsolutePaths} from '../settings/read-setting.ts';

/** Variables that tell how a command shows what it found. */
const SHOWING = /^(?:CLICOLOR(?:_FORCE)?|COLORTERM|COLUMNS|FORCE_COLOR|LINES|NO_COLOR|TERM)$/;

/** Whether two environments agree in all that decides. */
export function agree(one: Environment, other: Environment): boolean {
  return differences(one, other).length === 0;
}

/** The names of variables that decide and differ. */
export function differences(one: Environment, other: Environment): string[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)].filter(decides));
  return [...names].filter((name) => one[name] !== other[name]).sort();
}

/** The same variables with marks in the place of their values, for `differences` without telling those. */
export function marksOf(env: Environment): Environment {
  const pairs = Object.entries(env).filter(([name, value]) => decides(name) && value !== undefined);
  return Object.fromEntries(pairs.map(([name, value = '']) => [name, markOf(value)]));
}

/** What tells one text from another. */
export function markOf(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

/** Whether variables name files that are others in another directory. */
export function dependsOnDirectory(env: Environment): boolean {
  const absolute = withAbsolutePaths(env, '/');
  if (Object.entries(absolute).some(([name, value]) => env[name] !== value)) return true;
  return ['HOME', 'TMPDIR', 'TEMP', 'TMP'].some((name) => !isAbsolute(env[name] || '/'));
}

/**
 * The variables of a caller that a command in a worker finds: so few that callers share a session, and no others, so
 * that nothing of one command's environment reaches another.
 */
export function carried(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([name]) => decides(name) || SHOWING.test(name)));
}
