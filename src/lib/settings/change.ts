import {randomBytes} from 'node:crypto';
import {closeSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, writeSync} from 'node:fs';
import {dirname, resolve} from 'node:path';
import type {Environment} from './environment.ts';
import {UserError} from '../errors/errors.ts';
import {homeOf} from '../files/home.ts';
import {makeLocalDirectories} from '../files/make-local-directories.ts';
import {type ConfigFile, readConfigFile} from './file.ts';
import {PATH} from './kinds.ts';
import type {Setting} from './settings.ts';

/**
 * Write a setting into the configuration file; everything else in it stays, unknown names too.
 * A relative path is taken from the current directory.
 * @returns the value as it was written
 * @throws {UserError} for a value that is none, or a file that cannot be read or written
 */
export function changeSetting(setting: Setting, text: string, env: Environment): boolean | number | string {
  const {kind, name} = setting;
  const isPath = kind === PATH && text !== '' && !text.includes('-----BEGIN');
  const value = kind.read(isPath && !text.startsWith('~') ? resolve(text) : text);
  if (value === undefined) {
    const shown = text.includes('-----BEGIN') ? 'the text of a certificate or key' : JSON.stringify(text);
    throw new UserError(`${name} must be ${kind.wanted}, not ${shown}.`);
  }
  const stored = kind.stored?.(value) ?? value;
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
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UserError(`The configuration ${file.path} cannot be written: ${why}.`, {
      cause,
      code: 'INPUT_OUTPUT',
      next: [`Look who owns ${dirname(file.path)} and whether your home ${homeOf(env)} has space left.`],
    });
  }
}

/** Who keeps the file elsewhere behind a link keeps the link. */
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
  const temporary = `${path}.${randomBytes(8).toString('hex')}`;
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
