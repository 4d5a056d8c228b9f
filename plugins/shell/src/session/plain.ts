import {LineRunner, logicalLines, type Run} from '@alien-grid/cli/command';
import type {BackgroundWork} from '../background/work.ts';

/** Lines that come from no terminal: no banner, no prompt. */
export interface PlainLines {
  /** the only line; absent: they come from stdin */
  readonly command: string | undefined;
  /** the first line that fails is the last one */
  readonly strict: boolean;
}

/**
 * Run lines to their end.
 * @returns the exit code of the last command, or the one that `exit` has named
 * @throws the reason why the shell was stopped
 */
export async function runPlain(
  run: Run,
  background: BackgroundWork,
  {command, strict}: PlainLines,
): Promise<number> {
  const runner = new LineRunner(run, {
    strict,
    isStdinTaken: command === undefined,
    hasVariables: true,
    startInBackground: (text) => background.start(text, run),
  });
  if (command !== undefined) {
    await runner.runLine(command);
    return runner.exitCode;
  }
  for await (const {text, number} of logicalLines(run.stdin, 'stdin')) {
    await runner.runLine(text, number);
    if (runner.isOver) break;
  }
  return runner.exitCode;
}
