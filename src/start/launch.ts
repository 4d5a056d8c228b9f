import {type Interfaces, run as runOclif} from '@oclif/core';
import {COMMANDS} from 'alien:commands';
import {reportFailure} from '../lib/cli/base/failure.ts';
import {loadOptions} from '../lib/cli/base/run-of.ts';
import {type Launch, Run} from '../lib/cli/base/run.ts';
import {longNames, ownSpelling} from '../lib/cli/words/legacy-arguments.ts';
import {Series} from '../lib/cli/base/series.ts';
import {exitCodeFrom} from '../lib/errors/exit-codes.ts';
import {configLike} from './shipped-config.ts';
import {expand} from './expand.ts';

/** Names of commands that oclif could not have. */
const SIGNS: ReadonlyMap<string, string> = new Map([
  ['?', 'help'],
  ['$?', 'exitcode'],
]);

/** The words of a command in the spelling that oclif reads. */
export function spelled([name, ...words]: readonly string[]): string[] {
  if (name === undefined) return [];
  const id = SIGNS.get(name) ?? name;
  return [id, ...ownSpelling(COMMANDS[id], words)];
}

/** Whether an id is that of a command of this program, and not of a plugin. */
export function isCommand(id: string): boolean {
  return Object.hasOwn(COMMANDS, id);
}

/** The long options of a command of ours. */
export function optionsOf(command: string): ReadonlySet<string> {
  return new Set(longNames(COMMANDS[command]?.flags ?? {}));
}

/**
 * Let oclif do a command in a process that does others too.
 * @param config of the process: its plugins are not looked for again
 * @param words in the spelling that oclif reads
 * @param begin gives the run of the command
 * @returns its exit code
 * @throws what the command throws
 */
export async function runWords(
  config: Interfaces.Config,
  words: readonly string[],
  begin: () => Run,
): Promise<number> {
  let run: Run | undefined;
  const before = process.exitCode;
  process.exitCode = undefined;
  try {
    const own = await configLike(
      config,
      loadOptions(config.root, () => (run ??= begin())),
    );
    const code: unknown = await runOclif([...words], own);
    const ended = typeof code === 'number' ? code : (run?.exitCode ?? 0);
    return exitCodeFrom(ended === 0 ? (process.exitCode ?? 0) : ended);
  } finally {
    process.exitCode = before;
  }
}

/**
 * What runs further commands in a process that runs one already.
 * @param config of the first: its plugins are not looked for again
 */
export function launcher(config: Interfaces.Config): Launch {
  return async (program, surroundings) => {
    const {env, out, series = new Series()} = surroundings;
    using expansion = await expand(config, surroundings.words, {env, out, series});
    const {words} = expansion;
    try {
      return await runWords(config, spelled(words), () =>
        new Run(program, surroundings).derive({words, series}),
      );
    } catch (error) {
      return exitCodeFrom(reportFailure(error, surroundings.out, undefined));
    }
  };
}
