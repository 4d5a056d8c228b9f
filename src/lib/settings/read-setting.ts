import {isAbsolute} from 'node:path';
import {UserError} from '../errors/errors.ts';
import {homeOf} from '../files/home.ts';
import {localPath} from '../files/local-path.ts';
import type {Environment} from './environment.ts';
import {type Kind, PATH, holdsPem} from './kinds.ts';
import type {Setting} from './setting.ts';
import {SETTINGS} from './settings.ts';

/** A value that was read, and the text that a variable with this value would hold. */
export interface Read<T = unknown> {
  readonly value: T;
  readonly text: string;
}

/**
 * Read the text of a setting from the configuration file.
 * @returns undefined for a text that is no value of the setting
 */
export function readFromFile({kind}: Setting, given: string, env: Environment): Read | undefined {
  const text = tidy(kind, given, env);
  const value = kind.read(text);
  return value === undefined ? undefined : {value, text: kind.variable?.(value) ?? text};
}

/**
 * Read the variable of a setting.
 * @returns undefined where it is not set, or set to nothing: blanks alone are nothing too
 * @throws {UserError} 22 for a value that makes no sense; the message says what is wanted
 */
export function readFromVariable(setting: Setting, env: Environment): Read | undefined {
  const {kind, variable, mayHoldPem = false} = setting;
  const given = env[variable];
  if (given === undefined || given.trim() === '') return undefined;
  if (mayHoldPem && holdsPem(given)) return {value: given, text: given};
  const text = tidy(kind, given, env);
  const value = kind.readVariable ? kind.readVariable(text) : kind.read(text);
  if (value !== undefined) return {value, text};
  throw notOfKind(variable, kind, given, [
    `Set ${variable} to that, or let the default hold: unset ${variable}`,
  ]);
}

/** The default of a setting; undefined where it has none. */
export function defaultOf({kind, default: text}: Setting, env: Environment): unknown {
  return text === undefined ? undefined : kind.read(tidy(kind, text, env));
}

/**
 * The error for a value that makes no sense.
 * @param where the variable, the flag, or file, line and name
 */
export function notOfKind(
  where: string,
  {wanted}: Kind<unknown>,
  value: unknown,
  next: readonly string[] = [],
): UserError {
  const isSecret = typeof value === 'string' && holdsPem(value);
  const shown = isSecret ? 'the text of a certificate or key' : shortened(JSON.stringify(value));
  return new UserError(`${where} must be ${wanted}, not ${shown}.`, {next});
}

/**
 * The variables with relative paths made absolute.
 * @param cwd where relative paths start
 */
export function withAbsolutePaths(env: Environment, cwd: string): Environment {
  const absolute: Record<string, string> = {};
  for (const {kind, variable} of SETTINGS) {
    const path = env[variable];
    if (kind === PATH && path !== undefined) absolute[variable] = absolutePath(path, cwd);
  }
  return {...env, ...absolute};
}

/** A path of a setting as an absolute one, or one that begins with `~`. A PEM text stays as it is. */
export function absolutePath(path: string, cwd: string): string {
  const isRelative = path.trim() !== '' && !isAbsolute(path) && !/^~(\/|$)/.test(path) && !holdsPem(path);
  return isRelative ? localPath(cwd, path) : path;
}

/** Blanks around a value are ignored, but a path may have them; in a path `~` is the home. */
function tidy(kind: Kind<unknown>, text: string, env: Environment): string {
  return kind === PATH ? text.replace(/^~(?=\/|$)/, () => homeOf(env)) : text.trim();
}

function shortened(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 60)}...`;
}
