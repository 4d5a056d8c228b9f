import {spawn} from 'node:child_process';
import type {ChildProcess} from 'node:child_process';
import {once} from 'node:events';
import {closeSync, constants, fchownSync, openSync} from 'node:fs';
import {join} from 'node:path';
import type {Readable} from 'node:stream';
import {setTimeout as pause} from 'node:timers/promises';
import type {JobAccount} from './account.ts';

/** How a process of a job ended. */
export interface JobEnd {
  /** 128 + n for one that died of signal n, as a shell says it. */
  readonly code: number;
  /** Seconds of CPU that it used, with all that it started and waited for; undefined if it was killed. */
  readonly cpu: number | undefined;
  /** How many processes its first one saw when it ended; undefined if it was killed. */
  readonly processes: number | undefined;
}

/** A running process of a job, with all that it starts. */
export interface JobProcess {
  readonly pid: number;
  readonly ended: Promise<JobEnd>;
  /** Ends all of it at once. */
  kill(): void;
}

/** The signals that are known by number; any other is as good as a kill. */
const NUMBERS: Readonly<Record<string, number>> = {SIGHUP: 1, SIGINT: 2, SIGSEGV: 11, SIGTERM: 15};
const SIGKILL = 9;
const LONGEST_REPORT = 1000;
const PIPE_PATIENCE = 1000;

/**
 * Starts a program in `cwd` as the leader of a group of its own; its output is appended to `stdout` and `stderr`.
 * The shell that is its first process tells by descriptor 3 what it used, and how many processes it sees.
 */
export async function startProcess(
  command: readonly string[],
  {cwd, env, account}: {cwd: string; env: Record<string, string>; account: JobAccount | undefined},
): Promise<JobProcess> {
  const [program = '', ...args] = command;
  const [out, err] = [openOutput(join(cwd, 'stdout'), account), openOutput(join(cwd, 'stderr'), account)];
  const child = spawn(program, args, {cwd, env, detached: true, stdio: ['ignore', out, err, 'pipe']});
  closeSync(out);
  closeSync(err);
  await once(child, 'spawn');
  const pid = child.pid as number;
  const told = readAll(child, child.stdio[3] as Readable);
  const ended = new Promise<JobEnd>((resolve) => {
    child.once('exit', (code, signal) => {
      const ended = code ?? 128 + (NUMBERS[signal ?? ''] ?? SIGKILL);
      void told.then((times) => resolve({code: ended, cpu: secondsIn(times), processes: processesIn(times)}));
    });
  });
  return {pid, ended, kill: () => killGroup(pid)};
}

/** What comes out of a pipe until it ends, or shortly after the process has: someone else may hold it open. */
async function readAll(child: ChildProcess, pipe: Readable): Promise<string> {
  let text = '';
  pipe.on('data', (data: Buffer) => (text = (text + data.toString('latin1')).slice(0, LONGEST_REPORT)));
  pipe.on('error', () => undefined);
  const closed = new Promise((resolve) => pipe.once('close', resolve));
  await once(child, 'exit');
  await Promise.race([closed, pause(PIPE_PATIENCE, undefined, {ref: false})]);
  pipe.destroy();
  return text;
}

/** `times` of the shell: user and system time of itself, and below of what it waited for. */
function secondsIn(times: string): number | undefined {
  const all = [...times.matchAll(/(\d+)m(\d+[.,]\d+)s/g)];
  if (all.length < 4) return undefined;
  return all.reduce(
    (sum, [, minutes, seconds = '']) => sum + Number(minutes) * 60 + Number(seconds.replace(',', '.')),
    0,
  );
}

function processesIn(report: string): number | undefined {
  const count = /^processes (\d+)$/m.exec(report)?.[1];
  return count === undefined ? undefined : Number(count);
}

/** No link is followed and no pipe waited for: the job might have put one there before its next program starts. */
function openOutput(file: string, account: JobAccount | undefined): number {
  const {O_WRONLY, O_CREAT, O_APPEND, O_NOFOLLOW, O_NONBLOCK} = constants;
  const handle = openSync(file, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK, 0o644);
  if (account !== undefined) fchownSync(handle, account.uid, account.gid);
  return handle;
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
