import type {Environment} from '../../settings/environment.ts';
import {isOn} from '../../settings/kinds.ts';

/** What the old client gives to its children; each does what --json does. */
const JSON_VARIABLES = ['ALIENPY_JSON_OUT', 'ALIENPY_JSON_OUT_GLOBAL'];

/** How a command shows what it found: as text, as JSON, or, of the central service, the message as it came. */
export type Form = 'text' | 'json' | 'raw';

/**
 * The one place that decides whether a command prints JSON: by its words, the variables, or the configuration file.
 * Nothing that is wrong there is told here: commands that depend on settings do, and the others still work.
 * @param words of the command line behind the command, with two dashes before long options
 */
export async function formOf(words: readonly string[], env: Environment): Promise<Form> {
  const {lookAtConfiguration} = await import('../../settings/configured-settings.ts');
  const {settings} = lookAtConfiguration(env);
  if (isOn(settings.env['ALIENPY_JSONRAW'])) return 'raw';
  if (hasOption(words, '--csv')) return 'text';
  const isWanted =
    hasOption(words, '--ndjson') ||
    hasOption(words, '--json') ||
    settings.get('output.json') ||
    JSON_VARIABLES.some((name) => isOn(settings.env[name]));
  return isWanted ? 'json' : 'text';
}

/** Whether an option without a value is among the words. */
export function hasOption(words: readonly string[], option: string): boolean {
  const end = words.indexOf('--');
  return (end < 0 ? words : words.slice(0, end)).includes(option);
}
