import type {Interfaces} from '@oclif/core';
import {Program} from '../lib/cli/base/program.ts';
import {Run, type Surroundings} from '../lib/cli/base/run.ts';
import {GONE_DIRECTORY} from '../lib/files/local-path.ts';
import {launcher} from '../start/launch.ts';
import {processInterrupt} from './signals.ts';

/**
 * The one run of a program that was started for it: its surroundings are those of the process.
 * @param given its variables, those of the process and what its name and the options of the program add to them; its
 * way out; and its series where it is no command of its own
 */
export function processRun(
  config: Interfaces.Config,
  words: readonly string[],
  given: Pick<Surroundings, 'env' | 'out' | 'series'>,
): Run {
  const isInteractive = () => process.stderr.isTTY || process.stdin.isTTY;
  return new Run(new Program(config.userAgent, isInteractive), {
    words,
    ...given,
    cwd: currentDirectory(),
    get stdin() {
      return process.stdin; // made only now: merely looking at it opens it
    },
    interrupt: processInterrupt(),
    isOnlyRun: true,
    launch: launcher(config),
  });
}

/** The directory of the process; a name where nothing is, if it was removed. */
export function currentDirectory(): string {
  try {
    return process.cwd();
  } catch {
    return GONE_DIRECTORY;
  }
}
