import {existsSync} from 'node:fs';
import {join} from 'node:path';
import type {Interfaces} from '@oclif/core';
import {reportFailure} from '../lib/cli/base/failure.ts';
import type {Series} from '../lib/cli/base/series.ts';
import type {Output} from '../lib/cli/show/output.ts';
import {AlienError} from '../lib/errors/errors.ts';
import type {Environment} from '../lib/settings/environment.ts';

/** What a plugin is asked by its hook `expand`: what the first word stands for, if for anything. */
export interface Expandable {
  /** of a command, as typed, the first one first */
  readonly words: readonly string[];
  readonly env: Environment;
  /** first words that are being expanded already, so that they stand for themselves */
  readonly expanding: ReadonlySet<string>;
}

/** The words to run in place of those that were typed, and their end. */
interface Expansion extends Disposable {
  readonly words: readonly string[];
}

/**
 * Ask the plugins whether the first word of a command stands for a line. While that is under way the word stands for
 * itself, so `ls` may stand for `ls -F`.
 * @param around where the command runs; failures of a plugin are reported there
 * @throws {AlienError} what a plugin says the user has to know: the command is not run then
 */
export async function expand(
  config: Interfaces.Config,
  words: readonly string[],
  {env, series, out}: {readonly env: Environment; readonly series: Series; readonly out: Output},
): Promise<Expansion> {
  const same: Expansion = {words, [Symbol.dispose]: () => undefined};
  const [first] = words;
  const {expanding} = series;
  if (first === undefined || expanding.has(first) || !isWanted(config, env)) return same;
  const asked: Expandable = {words, env, expanding};
  const {successes, failures} = await config.runHook('expand', {...asked});
  for (const {error} of failures) {
    if (error instanceof AlienError) throw error; // the user's own, such as aliases in a loop
    reportFailure(error, out, undefined);
  }
  const line = successes.map(({result}) => result as unknown).find((result) => typeof result === 'string');
  if (line === undefined) return same;
  expanding.add(first);
  return {words: ['batch', `--command=${line}`], [Symbol.dispose]: () => expanding.delete(first)};
}

/** Whether a plugin has something to say: a hook may name a `file` of the home without which it is not loaded. */
function isWanted({plugins}: Interfaces.Config, {HOME}: Environment): boolean {
  const hooks = [...plugins.values()].flatMap(
    (plugin): readonly ExpandHook[] => plugin.hooks['expand'] ?? [],
  );
  return hooks.some(({file}) => file === undefined || (HOME !== undefined && existsSync(join(HOME, file))));
}

/** As `package.json` of a plugin describes it. */
interface ExpandHook {
  readonly target: string;
  readonly file?: string;
}
