import {type ChildProcess, spawn} from 'node:child_process';
import {constants} from 'node:os';
import {UserError} from '../../errors/errors.ts';
import {GONE_DIRECTORY} from '../../files/local-path.ts';
import {passOutput} from '../../programs/pass-output.ts';
import {type Ending, EXIT_CODES, InterruptedError} from '../base/interrupt.ts';
import type {Run} from '../base/run.ts';

/** Added to the number of the signal that a program died of. */
const KILLED = 128;

/** So long, in ms, Ctrl-C may have been pressed before a program and arrive behind its start. */
const JUST_STARTED = 500;

/** A shell on this machine under way. */
export interface Shell {
  readonly child: ChildProcess;
  /**
   * Its exit code, when all its output has arrived.
   * @throws {UserError} 127 where there is no shell
   */
  readonly ended: Promise<number>;
}

/**
 * Start `sh -c` with the variables and the directory of a run. Its output goes where that of the run goes, and it
 * is stopped with it. Where it has the terminal, Ctrl-C has reached it already: it decides when to end, and then the run
 * is stopped.
 * @param stdin its input: that of the process, none, or a pipe that is written to
 */
export function startShell(text: string, run: Run, stdin: 'inherit' | 'ignore' | 'pipe'): Shell {
  const {stdout, stderr} = run.out;
  const child = spawn('/bin/sh', ['-c', text], {
    env: run.env,
    ...(run.cwd !== GONE_DIRECTORY && {cwd: run.cwd}),
    stdio: [stdin, stdout.fd ?? 'pipe', stderr.fd ?? 'pipe'],
  });
  passOutput(child.stdout, stdout);
  passOutput(child.stderr, stderr);
  const {signal} = run.interrupt;
  const hasTerminal = stdout.isTTY === true && stdin !== 'ignore';
  const stop = (): unknown => (hasTerminal && isCtrlC(signal) ? false : child.kill('SIGTERM'));
  signal.addEventListener('abort', stop, {once: true});
  const begun = performance.now();
  let isCtrlCPressed = false;
  const deliver = (name: Ending): void => {
    if (name === 'SIGINT') {
      isCtrlCPressed = true;
      // Pressed just before the program was there, the terminal has not given it to it.
      if (performance.now() - begun < JUST_STARTED) child.kill(name);
    } else {
      child.kill(name);
      run.interrupt.stop(name);
    }
  };
  const held = stdin === 'inherit' && hasTerminal ? run.interrupt.handOver(deliver) : undefined;
  const ended = new Promise<number>((resolve, reject) => {
    child.on('error', (cause) =>
      reject(new UserError('There is no shell /bin/sh.', {code: 'NO_SUCH_COMMAND', cause})),
    );
    child.on('close', (code, name) => {
      if (isCtrlCPressed) run.interrupt.stop('SIGINT');
      resolve(code ?? KILLED + (name ? constants.signals[name] : 0));
    });
  }).finally(() => {
    held?.[Symbol.dispose]();
    signal.removeEventListener('abort', stop);
  });
  return {child, ended};
}

function isCtrlC({reason}: AbortSignal): boolean {
  return reason instanceof InterruptedError && reason.exitCode === EXIT_CODES.SIGINT;
}
