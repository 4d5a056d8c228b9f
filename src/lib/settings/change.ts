import {closeSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, writeSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import type {Environment} from './environment.ts';
import {reasonOf} from '../errors/error-words.ts';
import {UserError} from '../errors/errors.ts';
import {homeOf} from '../files/home.ts';
import {makeLocalDirectories} from '../files/make-local-directories.ts';
import {temporaryName} from '../traces/temporary-name.ts';
import {type ConfigFile, readConfigFile} from './file.ts';
import {PATH, holdsPem} from './kinds.ts';
import {absolutePath, notOfKind} from './read-setting.ts';
import type {Setting} from './setting.ts';

/**
 * Write a setting into the configuration file; everything else in it stays, unknown names too.
 * @param cwd where a relative path starts
 * @returns the value as it was written
 * @throws {UserError} 22 for a value that makes no sense; for a file that cannot be read or written
 */
export function changeSetting(
  {kind, name}: Setting,
  given: string,
  env: Environment,
  cwd: string,
): boolean | number | string {
  const text = kind === PATH ? absolutePath(given, cwd) : given.trim();
  const value = holdsPem(text) ? undefined : kind.read(text);
  if (value === undefined) throw notOfKind(name, kind, given);
  const stored = kind.stored?.(value) ?? text;
  update(env, (members) => members.set(name, stored));
  return stored;
}

/**
 * Take a name out of the file, a setting or not.
 * @returns whether it was there
 * @throws {UserError} for a file that cannot be read or written
 */
export function forgetSetting(name: string, env: Environment): boolean {
  let found = false;
  update(env, (members) => {
    found = members.delete(name);
    return found;
  });
  return found;
}

/** @param change tells whether there is something to write */
function update(env: Environment, change: (members: Map<string, unknown>) => unknown): void {
  const file = readConfigFile(env);
  if (!file.readable && file.problem) throw file.problem;
  const members = new Map(file.entries.map(({name, value}) => [name, value]));
  if (change(members) === false) return;
  try {
    replace(targetOf(file), `${JSON.stringify(Object.fromEntries(members), null, 2)}\n`);
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw new UserError(`The configuration ${file.path} cannot be written: ${reasonOf(cause)}.`, {
      cause,
      code: 'INPUT_OUTPUT',
      next: [`Look who owns ${dirname(file.path)} and whether your home ${homeOf(env)} has space left.`],
    });
  }
}

/** Where the file is a link to one elsewhere, the link stays. */
function targetOf({path}: ConfigFile): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** The file is the old one or the new one at any time, and only its owner's. */
function replace(path: string, text: string): void {
  makeLocalDirectories(dirname(path), 0o700);
  const temporary = join(dirname(path), temporaryName(basename(path)));
  const file = openSync(temporary, 'wx', 0o600);
  try {
    try {
      writeSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, {force: true});
    throw error;
  }
}
