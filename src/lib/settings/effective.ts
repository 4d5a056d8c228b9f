import type {Environment} from './environment.ts';
import {maskText} from '../words/mask.ts';
import {isPutAside} from './configured-environment.ts';
import type {ConfigFile} from './file.ts';
import {SETTINGS, type Setting} from './settings.ts';

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

/** The value of one setting and where it comes from. */
export function inForce(
  setting: Setting,
  file: ConfigFile,
  env: Environment,
): {value: string | undefined; source: string} {
  const fromEnvironment = env[setting.variable];
  if (fromEnvironment !== undefined && fromEnvironment !== '') {
    // JALIEN_TOKEN_KEY may hold a key
    return {value: maskText(shown(setting, fromEnvironment)), source: setting.variable};
  }
  const fromFile = file.values.get(setting.name);
  if (fromFile !== undefined && !isPutAside(setting, env)) {
    return {value: shown(setting, fromFile), source: file.path};
  }
  return {value: setting.default, source: 'default'};
}

/** Switches are shown as the file holds them: true and false. */
function shown({kind}: Setting, value: string): string {
  return kind.stored === undefined ? value : String(kind.stored(kind.read(value) ?? value));
}
