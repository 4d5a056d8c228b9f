import {fstatSync} from 'node:fs';
import {isatty} from 'node:tty';
import {type Interfaces, run as runOclif, settings} from '@oclif/core';
import {COMMANDS} from 'alien:commands';
import {reportFailure} from './lib/cli/base/failure.ts';
import {loadOptions} from './lib/cli/base/run-of.ts';
import type {Run} from './lib/cli/base/run.ts';
import {Series} from './lib/cli/base/series.ts';
import {isSetUp} from './lib/cli/help/is-set-up.ts';
import {Output} from './lib/cli/show/output.ts';
import {openingOf} from './lib/cli/lines/opening.ts';
import {exitCodeFrom} from './lib/errors/exit-codes.ts';
import {expand} from './start/expand.ts';
import {catchEarlyEnd, catchTheRest, endWithFault} from './process/last-resort.ts';
import {optionsOf, spelled} from './start/launch.ts';
import {offerAgent} from './start/offer-agent.ts';
import {OutputWatch} from './process/output-watch.ts';
import {processRun} from './process/process-run.ts';
import {obeyNohup} from './process/signals.ts';
import {servePlugins} from './start/serve-plugins.ts';
import {loadConfig} from './start/shipped-config.ts';

export {COMMANDS};
export {doors} from './doors.ts';
export {hooks} from './hooks/hooks.ts';

/**
 * Run one command line in a process of its own.
 * @param argv the words behind the program's name
 * @param root the directory of the package, where oclif finds package.json and manifest
 */
export async function main(argv: readonly string[], root: string): Promise<void> {
  let run: Run | undefined;
  const output = new OutputWatch(() => run?.interrupt);
  catchTheRest((error) => output.hasTold(error) || run?.program.takesFault(error) === true);
  obeyNohup();
  servePlugins(root);
  settings.enableAutoTranspile = false; // plugins come compiled; oclif would warn of linked ones at each start
  const {words, env} = openingOf(argv, {
    name: calledName(),
    hasLines: canBeRead(STDIN),
    optionsOf,
  });
  // Whatever ends the process: a failure must not look like a success.
  let own = 0;
  process.once('exit', (end) => (process.exitCode = exitCodeFrom(output.exitCode(own === 0 ? end : own))));
  const given = {env: {...process.env, ...env}, out: new Output(process.stdout, process.stderr)};
  const series = new Series();
  let typed = words;
  const begin = (config: Interfaces.Config) =>
    (run ??= processRun(config, spelled(typed), series.expanding.size === 0 ? given : {...given, series}));
  let code: unknown;
  const hasEnded = catchEarlyEnd(endWithFault);
  try {
    const config = await loadConfig(loadOptions(root, begin));
    if (words.length === 0 && isAtTerminal() && config.findCommand(SHELL) && (await isSetUp(given.env)))
      typed = [SHELL]; // else the help says how to begin
    using expansion = await expand(config, typed, {...given, series});
    typed = expansion.words;
    // What is written is on its way, and the process lives until it is there: oclif's own `flush` takes a reader that
    // is slower than ten seconds for a failure, and one that went away for one that still comes.
    code = await runOclif(spelled(typed), config);
  } catch (error) {
    // oclif would show it without a thought of what a name in it could do to a terminal
    code = reportFailure(error, run?.out ?? given.out, undefined);
  }
  hasEnded();
  own = typeof code === 'number' ? code : (run?.exitCode ?? 0);
  if (own !== 0)
    process.exitCode = exitCodeFrom(own); // else what a plugin has set by itself stays
  else if (run) await offerAgent(root, run, typed).catch(() => undefined);
}

const STDIN = 0;

/** What opens where nothing is said, if a plugin brings it. */
const SHELL = 'shell';

/** Whether a person sits in front of the program, and nothing is said to it by other ways. */
function isAtTerminal(): boolean {
  return isatty(STDIN) && process.stdout.isTTY;
}

/** The last part of the path that the program was called by, as the launcher has found it. */
function calledName(): string {
  const name = process.env['ALIEN_CALLED_AS'];
  delete process.env['ALIEN_CALLED_AS']; // not for the programs that a command starts
  return name || 'alien';
}

/** Whether there are lines to be read: not at a terminal, and not from /dev/null. */
function canBeRead(fd: number): boolean {
  try {
    const stats = fstatSync(fd);
    return stats.isFIFO() || stats.isFile() || stats.isSocket();
  } catch {
    return false; // it is closed
  }
}
