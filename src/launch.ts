import {type Interfaces, run as runOclif} from '@oclif/core';
import {COMMANDS} from 'alien:commands';
import {reportFailure} from './lib/cli/base/failure.ts';
import {loadOptions} from './lib/cli/base/run-of.ts';
import {type Launch, Run} from './lib/cli/base/run.ts';
import {longNames, ownSpelling} from './lib/cli/words/legacy-arguments.ts';
import {Series} from './lib/cli/base/series.ts';
import {exitCodeFrom} from './lib/errors/exit-codes.ts';
import {configLike} from './start/shipped-config.ts';
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
 * What runs further commands in a process that runs one already.
 * @param config of the first: its plugins are not looked for again
 */
export function launcher(config: Interfaces.Config): Launch {
  return async (program, surroundings) => {
    const {env, out, series = new Series()} = surroundings;
    using expansion = await expand(config, surroundings.words, {env, out, series});
    const {words} = expansion;
    const args = spelled(words);
    let run: Run | undefined;
    const begin = (): Run => (run ??= new Run(program, surroundings).derive({words, series}));
    const before = process.exitCode;
    process.exitCode = undefined;
    try {
      const own = await configLike(config, loadOptions(config.root, begin));
      const code: unknown = await runOclif(args, own);
      const ended = typeof code === 'number' ? code : (run?.exitCode ?? 0);
      return exitCodeFrom(ended === 0 ? (process.exitCode ?? 0) : ended);
    } catch (error) {
      return exitCodeFrom(reportFailure(error, surroundings.out, undefined));
    } finally {
      process.exitCode = before;
    }
  };
}
