import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';

/** What a thread has done since it began: times in ticks of the system. */
interface Doings {
  readonly user: number;
  readonly system: number;
  readonly faults: number;
  /** How often it gave the processor up by itself. */
  readonly waits: number;
}

/** Linux counts in these whatever the machine, in 1/s. */
const TICKS = 100;
/** What must have been burnt of the time between two looks, however busy the machine is. */
const SHARE = 0.05;
/** And so many ticks at least, however soon it is looked again. */
const LEAST = 5;
/** Ticks of the system may be blamed on a thread that only uses its own. */
const BLAMED = 0.05;

/** Tells by two looks whether a thread of a process turns in circles: it burns time and touches nothing. */
export class ThreadWatch {
  readonly #pid: number;
  #before: ReadonlyMap<string, Doings>;
  #at = performance.now();

  constructor(pid: number) {
    this.#pid = pid;
    this.#before = doingsOf(pid);
  }

  /** Whether one did nothing else since the look before. */
  isStuck(): boolean {
    const before = this.#before;
    const seconds = (performance.now() - this.#at) / 1000;
    this.#before = doingsOf(this.#pid);
    this.#at = performance.now();
    return [...this.#before].some(([thread, now]) => {
      const then = before.get(thread);
      if (then === undefined || now.waits !== then.waits || now.faults !== then.faults) return false;
      const burnt = now.user - then.user;
      return (
        burnt > Math.max(LEAST, seconds * TICKS * SHARE) &&
        now.system - then.system <= Math.max(1, burnt * BLAMED)
      );
    });
  }
}

function doingsOf(pid: number): Map<string, Doings> {
  const folder = `/proc/${pid}/task`;
  const all = new Map<string, Doings>();
  for (const thread of entriesOf(folder)) {
    try {
      const stat = readFileSync(join(folder, thread, 'stat'), 'latin1');
      const status = readFileSync(join(folder, thread, 'status'), 'latin1');
      // The name may hold anything, brackets too. Behind it come the state, and as 8th and 10th the faults.
      const fields = stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ')
        .map(Number);
      const [faults, majorFaults, user, system] = [7, 9, 11, 12].map((index) => fields[index] ?? 0);
      const waits = Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(status)?.[1] ?? 0);
      all.set(thread, {
        user: user ?? 0,
        system: system ?? 0,
        faults: (faults ?? 0) + (majorFaults ?? 0),
        waits,
      });
    } catch {
      // it has ended
    }
  }
  return all;
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
