import {Program} from './lib/cli/base/program.ts';
import {Run} from './lib/cli/base/run.ts';
import {Output} from './lib/cli/show/output.ts';
import {GONE_DIRECTORY} from './lib/files/local-path.ts';
import {processInterrupt} from './process-signals.ts';

/** The one run of a program that was started for it: its surroundings are those of the process. */
export function processRun(userAgent: string, words: readonly string[]): Run {
  const isInteractive = () => process.stderr.isTTY || process.stdin.isTTY;
  return new Run(new Program(userAgent, isInteractive), {
    words,
    env: process.env,
    cwd: currentDirectory(),
    out: new Output(process.stdout, process.stderr),
    get stdin() {
      return process.stdin; // made only now: merely looking at it opens it
    },
    interrupt: processInterrupt(),
    isOnlyRun: true,
  });
}

function currentDirectory(): string {
  try {
    return process.cwd();
  } catch {
    return GONE_DIRECTORY;
  }
}
