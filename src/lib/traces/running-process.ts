import {lstatSync} from 'node:fs';
import {readFile} from '../files/read-file.ts';

/** What the system says about a process that runs. */
export interface RunningProcess {
  /** when it started, in clock ticks of this machine; tells it from a later process with the same number */
  readonly start: string | undefined;
  /** user id; undefined where the system does not say */
  readonly user: number | undefined;
}

/**
 * Look for a process of this machine, of any user. One that was killed but not yet waited for does nothing any more: it
 * does not count as running.
 * @returns undefined where none runs with that number
 */
export function runningProcess(pid: number): RunningProcess | undefined {
  const facts = factsOf(pid);
  if (facts !== undefined) return facts.isOver ? undefined : facts;
  // No /proc on this system, or it hides the processes of other users.
  return answersSignals(pid) ? {start: undefined, user: undefined} : undefined;
}

function factsOf(pid: number): (RunningProcess & {isOver: boolean}) | undefined {
  try {
    const user = lstatSync(`/proc/${pid}`).uid;
    const {bytes} = readFile(`/proc/${pid}/stat`, {owner: 'anyone', limit: 10_000, link: 'follow'});
    // The name of the program may hold anything, so fields are counted from the bracket that closes it.
    const text = bytes.toString('latin1');
    const [state = '', ...words] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return {start: words[18], user, isOver: 'ZX'.includes(state)};
  } catch {
    return undefined;
  }
}

function answersSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
