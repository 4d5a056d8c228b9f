import type {Environment} from './environment.ts';
import {maskText} from '../words/mask.ts';
import {isPutAside} from './configured-settings.ts';
import type {ConfigFile} from './file.ts';
import type {Kind} from './kinds.ts';
import {type Read, readFromVariable} from './read-setting.ts';
import type {Setting} from './setting.ts';
import {SETTINGS} from './settings.ts';

/** A setting as it is in force. */
export interface EffectiveSetting {
  readonly name: string;
  /** undefined: not set, and there is no default */
  readonly value: string | undefined;
  /** the variable, the file or `default` */
  readonly source: string;
  readonly variable: string;
  readonly description: string;
}

/** All settings with their values in force and where those come from, in the order of the table. Without secrets. */
export function effectiveSettings(file: ConfigFile, env: Environment): EffectiveSetting[] {
  return SETTINGS.map((setting) => ({
    name: setting.name,
    ...inForce(setting, file, env),
    variable: setting.variable,
    description: setting.description,
  }));
}

/** The value of one setting and where it comes from; the text of a variable also where that makes no sense. */
export function inForce(
  setting: Setting,
  file: ConfigFile,
  env: Environment,
): {value: string | undefined; source: string} {
  const {kind, name, variable} = setting;
  const given = env[variable];
  if (given !== undefined && given.trim() !== '') {
    // JALIEN_TOKEN_KEY may hold a key
    return {value: maskText(shownVariable(setting, given, env)), source: variable};
  }
  const fromFile = file.values.get(name);
  if (fromFile !== undefined && !isPutAside(setting, env)) {
    return {value: shown(kind, fromFile), source: file.path};
  }
  return {value: setting.default, source: 'default'};
}

function shownVariable(setting: Setting, given: string, env: Environment): string {
  try {
    const read = readFromVariable(setting, env);
    return read === undefined ? given : shown(setting.kind, read);
  } catch {
    return given; // shown as it is, beside what is said of it
  }
}

/** As the file holds it: switches are true and false. */
function shown(kind: Kind<unknown>, {value, text}: Read): string {
  return String(kind.stored?.(value) ?? text);
}

/** The value of a setting for programs: numbers and switches as such, others as text; null where it is not set. */
export function typedValue(
  setting: Setting | undefined,
  text: string | undefined,
): number | boolean | string | null {
  const value = text === undefined ? undefined : setting?.kind.read(text);
  return typeof value === 'number' || typeof value === 'boolean' ? value : (text ?? null);
}
