import type {ProgramWords} from '../../programs/shell-line.ts';
import type {Deliver} from '../../programs/launch.ts';
import type {Environment} from '../../settings/environment.ts';
import type {Run} from '../base/run.ts';

/**
 * Run another program with the terminal and the pipes of this run, in its directory and with its variables or others.
 * Ctrl-C reaches it by the terminal itself; other signals are passed on.
 * @returns its exit code; 128 and the number of the signal that ended it
 * @throws {UserError} where it cannot be started
 */
export async function runProgram(
  {interrupt, cwd, env: own, out: {stdout, stderr}, isStdinTaken, program: {engines}}: Run,
  {program, words, env = own}: ProgramWords & {readonly env?: Environment},
): Promise<number> {
  let deliver: Deliver | undefined;
  const held = interrupt.handOver((name) => {
    if (name !== 'SIGINT') deliver?.(name);
  });
  try {
    return await engines.launch(
      {program, words, cwd, env, stdout, stderr, hasStdin: !isStdinTaken},
      (started) => (deliver = started),
    );
  } finally {
    held[Symbol.dispose]();
  }
}
