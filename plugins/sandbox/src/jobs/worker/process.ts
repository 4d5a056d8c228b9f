import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {closeSync, constants, fchownSync, openSync} from 'node:fs';
import {join} from 'node:path';
import type {JobAccount} from './isolation.ts';

/** How a process of a job ended. */
export interface JobEnd {
  /** 128 + n for one that died of signal n, as a shell says it. */
  readonly code: number;
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

/** Starts a program in `cwd` as the leader of a group of its own; its output is appended to `stdout` and `stderr`. */
export async function startProcess(
  command: readonly string[],
  {cwd, env, account}: {cwd: string; env: Record<string, string>; account: JobAccount | undefined},
): Promise<JobProcess> {
  const [program = '', ...args] = command;
  const [out, err] = [openOutput(join(cwd, 'stdout'), account), openOutput(join(cwd, 'stderr'), account)];
  const child = spawn(program, args, {cwd, env, detached: true, stdio: ['ignore', out, err]});
  closeSync(out);
  closeSync(err);
  await once(child, 'spawn');
  const pid = child.pid as number;
  const ended = new Promise<JobEnd>((resolve) => {
    child.once('exit', (code, signal) => resolve({code: code ?? 128 + (NUMBERS[signal ?? ''] ?? SIGKILL)}));
  });
  return {pid, ended, kill: () => killGroup(pid)};
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
