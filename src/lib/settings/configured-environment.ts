import type {Environment} from './environment.ts';
import {type ConfigFile, readConfigFile} from './file.ts';
import {SETTINGS, type Setting} from './settings.ts';

/** The variables of the process with the configuration file beneath them. */
export interface ConfiguredEnvironment {
  readonly env: Environment;
  readonly file: ConfigFile;
}

/**
 * Put the settings of the configuration file beneath the variables of the environment, so that whoever reads
 * variables gets them without knowing of the file. A variable that is set goes before the file; set to nothing,
 * it brings the default back.
 * @throws {UserError} for a file that cannot be relied upon; the message names file, line and setting
 */
export function configuredEnvironment(env: Environment): ConfiguredEnvironment {
  const file = readConfigFile(env);
  if (file.problem) throw file.problem;
  return {env: {...fromFile(file, env), ...env}, file};
}

function fromFile(file: ConfigFile, env: Environment): Record<string, string> {
  const used = SETTINGS.filter((setting) => file.values.has(setting.name) && !isPutAside(setting, env));
  return Object.fromEntries(used.map(({name, variable}) => [variable, file.values.get(name) ?? '']));
}

/** Whether the environment decides what a setting is about, so that the file has no say. */
export function isPutAside({variable, yieldsTo = []}: Setting, env: Environment): boolean {
  return env[variable] !== undefined || yieldsTo.some((name) => env[name] !== undefined && env[name] !== '');
}
