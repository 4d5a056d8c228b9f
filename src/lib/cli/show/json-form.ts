import type {Environment} from '../../settings/environment.ts';
import {isOn} from '../../settings/kinds.ts';

/** What the old client gives to its children; each does what --json does. */
const JSON_VARIABLES = ['ALIENPY_JSON_OUT', 'ALIENPY_JSON_OUT_GLOBAL'];

/** How a command shows what it found: as text, as JSON, or, of the central service, the message as it came. */
export type Form = 'text' | 'json' | 'raw';

/** What decides the form: for a command that prints code for a shell, its words alone. */
export type Heeded = 'all' | 'words';

/**
 * The one place that decides whether a command prints JSON: by its words, the variables, or the configuration file.
 * Nothing that is wrong there is told here: commands that depend on settings do, and the others still work.
 * @param words of the command line behind the command, with two dashes before long options
 */
export async function formOf(words: readonly string[], env: Environment, heeded: Heeded): Promise<Form> {
  if (heeded === 'all' && isOn(env['ALIENPY_JSONRAW'])) return 'raw';
  if (hasOption(words, '--csv')) return 'text';
  if (hasOption(words, '--ndjson') || hasOption(words, '--json')) return 'json';
  if (heeded === 'words') return 'text';
  return (await isWantedAlways(env)) ? 'json' : 'text';
}

/** The settings are read last, and only from a file that speaks of JSON: commands that use no setting start faster. */
async function isWantedAlways(env: Environment): Promise<boolean> {
  if (JSON_VARIABLES.some((name) => isOn(env[name]))) return true;
  if (env['ALIENPY_JSON'] !== undefined) return isOn(env['ALIENPY_JSON']);
  const {isNamedInFile} = await import('../../settings/own-file.ts');
  if (!isNamedInFile('output.json', env)) return false;
  const {lookAtConfiguration} = await import('../../settings/configured-settings.ts');
  return lookAtConfiguration(env).settings.get('output.json');
}

/** Whether an option without a value is among the words. */
export function hasOption(words: readonly string[], option: string): boolean {
  const end = words.indexOf('--');
  return (end < 0 ? words : words.slice(0, end)).includes(option);
}
