import type {UserError} from '../errors/errors.ts';
import type {Environment} from './environment.ts';
import {type ConfigFile, readConfigFile} from './file.ts';
import {type Read, defaultOf, readFromVariable} from './read-setting.ts';
import type {Setting} from './setting.ts';
import {SETTINGS, type SettingName, type SettingValue, findSetting} from './settings.ts';

/** The settings that hold for a run, as values of their kinds. They are read once and do not change. */
export class Settings {
  /**
   * The variables with the configuration file beneath them, for what reads variables that are no settings, and for
   * the places of credentials.
   */
  readonly env: Environment;
  readonly #given: ReadonlyMap<string, unknown>;

  /** @param given by name; for all others the default holds */
  constructor(env: Environment, given: ReadonlyMap<string, unknown>) {
    this.env = env;
    this.#given = given;
  }

  get<N extends SettingName>(name: N): SettingValue<N> {
    const setting = findSetting(name);
    const value = this.#given.has(name) ? this.#given.get(name) : setting && defaultOf(setting, this.env);
    return value as SettingValue<N>; // the kind of the setting has read it
  }

  /** Whether a variable or the file gives it. */
  has(name: SettingName): boolean {
    return this.#given.has(name);
  }

  /** The same settings, but for one. */
  with<N extends SettingName>(name: N, value: SettingValue<N>): Settings {
    return new Settings(this.env, new Map(this.#given).set(name, value));
  }
}

/** What is set, right or wrong. */
export interface Configuration {
  readonly file: ConfigFile;
  /** what can be used; for what is wrong the default holds */
  readonly settings: Settings;
  /** the first thing that is wrong, of the file or of a variable; to be thrown before the settings are relied upon */
  readonly problem: UserError | undefined;
}

/**
 * Read all settings: variables override the configuration file. Set to nothing, a variable brings the default back.
 * @throws {UserError} for a file or a variable that cannot be relied upon; the message names it, and what is wanted
 */
export function configuredSettings(env: Environment): Configuration {
  return sound(lookAtConfiguration(env));
}

/** The settings of variables alone, without a file. @throws {UserError} 22 for one that makes no sense */
export function settingsOf(env: Environment): Settings {
  return sound(combine(env, undefined)).settings;
}

/** The same as `configuredSettings`, for those who tell what is wrong in their own way. */
export function lookAtConfiguration(env: Environment): Configuration {
  const file = readConfigFile(env);
  return {file, ...combine(env, file)};
}

/** Whether the environment decides what a setting is about, so that the file has no say. */
export function isPutAside({variable, yieldsTo = []}: Setting, env: Environment): boolean {
  return env[variable] !== undefined || yieldsTo.some((name) => env[name] !== undefined && env[name] !== '');
}

function combine(env: Environment, file: ConfigFile | undefined): Omit<Configuration, 'file'> {
  const given = new Map<string, unknown>();
  const texts: Record<string, string> = {};
  let problem = file?.problem;
  for (const setting of SETTINGS) {
    let read: Read | undefined;
    if (!isPutAside(setting, env)) read = file?.values.get(setting.name);
    try {
      read ??= readFromVariable(setting, env);
    } catch (error) {
      problem ??= error as UserError; // nothing else is thrown for a variable
    }
    if (read !== undefined) given.set(setting.name, read.value);
    if (read !== undefined || env[setting.variable] !== undefined) texts[setting.variable] = read?.text ?? '';
  }
  return {settings: new Settings({...env, ...texts}, given), problem};
}

function sound<C extends {problem: UserError | undefined}>(configuration: C): C {
  if (configuration.problem) throw configuration.problem;
  return configuration;
}
