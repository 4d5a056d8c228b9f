import {type ChildProcess, spawn} from 'node:child_process';
import {constants} from 'node:os';
import type {Readable} from 'node:stream';
import {UserError} from '../../errors/errors.ts';
import {GONE_DIRECTORY} from '../../files/local-path.ts';
import type {Run} from '../base/run.ts';
import type {TextStream} from '../show/output.ts';

/** Added to the number of the signal that a program died of. */
const KILLED = 128;

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
 * is stopped with it.
 * @param stdin its input: that of the process, none, or a pipe that is written to
 */
export function startShell(text: string, run: Run, stdin: 'inherit' | 'ignore' | 'pipe'): Shell {
  const {stdout, stderr} = run.out;
  const child = spawn('/bin/sh', ['-c', text], {
    env: run.env,
    ...(run.cwd !== GONE_DIRECTORY && {cwd: run.cwd}),
    stdio: [stdin, stdout.fd ?? 'pipe', stderr.fd ?? 'pipe'],
  });
  pass(child.stdout, stdout);
  pass(child.stderr, stderr);
  const {signal} = run.interrupt;
  const stop = (): unknown => child.kill('SIGTERM');
  signal.addEventListener('abort', stop, {once: true});
  const ended = new Promise<number>((resolve, reject) => {
    child.on('error', (cause) =>
      reject(new UserError('There is no shell /bin/sh.', {code: 'NO_SUCH_COMMAND', cause})),
    );
    child.on('close', (code, name) => resolve(code ?? KILLED + (name ? constants.signals[name] : 0)));
  }).finally(() => signal.removeEventListener('abort', stop));
  return {child, ended};
}

function pass(from: Readable | null, to: TextStream): void {
  from?.on('data', (chunk: Buffer) => {
    if (to.write(chunk, () => from.resume())) return;
    from.pause();
  });
}
