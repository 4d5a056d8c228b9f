import type {Environment} from './environment.ts';
import {UserError} from '../errors/errors.ts';
import {type JsonEntry, JsonProblem, jsonEntries} from './json-entries.ts';
import {configPath, readOwnFile} from './own-file.ts';
import {type Read, notOfKind, readFromFile} from './read-setting.ts';
import type {Setting} from './setting.ts';
import {findSetting} from './settings.ts';

/** The configuration file as it is, right or wrong. */
export interface ConfigFile {
  readonly path: string;
  /** everything in it, unknown names too; empty where there is no file */
  readonly entries: readonly JsonEntry[];
  /** the settings in it that can be used, by name */
  readonly values: ReadonlyMap<string, Read>;
  /** names that are no setting */
  readonly unknown: readonly JsonEntry[];
  /** what is wrong with it, to be thrown before a value of it is relied upon; undefined for a sound file */
  readonly problem: UserError | undefined;
  /** whether its text is a JSON object that can be changed and written back */
  readonly readable: boolean;
}

/** Read the file, whatever state it is in. A file that is not there is an empty one. */
export function readConfigFile(env: Environment): ConfigFile {
  const path = configPath(env);
  try {
    const text = readOwnFile(path);
    return text === undefined ? interpret(path, [], env) : interpret(path, jsonEntries(text), env);
  } catch (error) {
    const problem = error instanceof JsonProblem ? syntaxProblem(path, error) : unreadable(path, error);
    return {path, entries: [], values: new Map(), unknown: [], problem, readable: false};
  }
}

function interpret(path: string, entries: readonly JsonEntry[], env: Environment): ConfigFile {
  const values = new Map<string, Read>();
  const unknown: JsonEntry[] = [];
  let problem: UserError | undefined;
  for (const entry of entries) {
    const setting = findSetting(entry.name);
    if (setting === undefined) {
      unknown.push(entry);
      continue;
    }
    const read = isPlain(entry.value) ? readFromFile(setting, String(entry.value), env) : undefined;
    if (read === undefined) problem ??= badValue(path, entry, setting);
    else values.set(setting.name, read);
  }
  return {path, entries, values, unknown, problem, readable: true};
}

function isPlain(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function syntaxProblem(path: string, {line, near, message}: JsonProblem): UserError {
  const where = near === undefined ? '' : `, at ${near}`;
  return new UserError(`The configuration ${path} cannot be read: line ${line}${where}: ${message}.`, {
    next: [`Mend line ${line} with an editor, or remove the file.`],
  });
}

function badValue(path: string, {name, value, line}: JsonEntry, {kind}: Setting): UserError {
  return notOfKind(`The configuration ${path}, line ${line}: ${name}`, kind, value, [
    `Change it with "alien config set ${name} VALUE", or remove it with "alien config unset ${name}".`,
  ]);
}

function unreadable(path: string, error: unknown): UserError {
  const why = error instanceof Error ? error.message : String(error);
  return new UserError(`The configuration ${path} cannot be used: ${why}.`, {
    cause: error,
    code: 'INPUT_OUTPUT',
    next: [`Make it a file of your own that only you may write to (chmod 600 ${path}), or remove it.`],
  });
}
