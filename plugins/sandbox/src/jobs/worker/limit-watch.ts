import {folderSize} from './folder-size.ts';
import {sizeText} from './limits.ts';
import type {JobLimits} from './limits.ts';
import {proportionalSize, sizeOfTree} from './processes.ts';

/** ms between two looks at processes and memory, and at the disk. */
const LOOK = 100;
const DISK_LOOK = 1000;
/** Looking takes no more than this share of the time. */
const SHARE = 0.05;
/** So many of the processes that it may have are left when a program was refused a further one. */
const NEARLY_ALL = 0.8;
/** What a shell says of a program that ended of SIGXFSZ: it wrote a file that is too large. */
const FILE_TOO_LARGE = 128 + 25;

/** How a program ended, as far as limits are concerned. */
export interface LimitedEnd {
  readonly code: number;
  /** How many processes there were when it ended; undefined if they cannot be told from others. */
  readonly processes: number | undefined;
}

/** Watches that a program of a job, with all that it starts, keeps to the limits of the job. */
export class LimitWatch {
  readonly #limits: JobLimits;
  readonly #folder: string;
  readonly #kill: () => void;
  readonly #timers = new Set<NodeJS.Timeout>();
  #breach: string | undefined;
  #over = false;

  /**
   * @param folder of the job
   * @param kill ends the program
   */
  constructor(limits: JobLimits, folder: string, kill: () => void) {
    this.#limits = limits;
    this.#folder = folder;
    this.#kill = kill;
  }

  start(pid: number): void {
    const {processes, memory, disk} = this.#limits;
    if (processes !== null || memory !== null) this.#every(LOOK, () => this.#lookAtProcesses(pid));
    if (disk !== null) this.#every(DISK_LOOK, () => this.#lookAtDisk());
  }

  /** The program has ended. Returns which limit it passed, in words; undefined if it kept to all of them. */
  async end({code, processes}: LimitedEnd): Promise<string | undefined> {
    this.#over = true;
    for (const timer of this.#timers) clearTimeout(timer);
    if (this.#breach !== undefined) return this.#breach;
    const {processes: most, disk} = this.#limits;
    if (code === FILE_TOO_LARGE && disk !== null) {
      return `it wrote a file of more than the limit of ${sizeText(disk)} of disk`;
    }
    // The system let it start no more, and it ended by itself; some of them have ended already.
    if (code !== 0 && most !== null && (processes ?? 0) >= most * NEARLY_ALL) return tooMany(most);
    await this.#lookAtDisk();
    return this.#breach;
  }

  #every(pause: number, look: () => Promise<void> | void): void {
    const again = (wait: number): void => {
      if (this.#over) return;
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        const started = performance.now();
        void Promise.resolve(look()).then(() =>
          again(Math.max(pause, (performance.now() - started) / SHARE)),
        );
      }, wait);
      this.#timers.add(timer);
    };
    again(pause);
  }

  #lookAtProcesses(pid: number): void {
    const {processes, memory} = this.#limits;
    const tree = sizeOfTree(pid);
    if (processes !== null && tree.tasks > processes) this.#stop(tooMany(processes));
    if (memory === null || tree.resident <= memory) return;
    // What processes share has been counted for each of them.
    const used = proportionalSize(tree.pids) ?? tree.resident;
    if (used > memory) {
      this.#stop(`it used ${sizeText(used)} of memory, more than the limit of ${sizeText(memory)}`);
    }
  }

  async #lookAtDisk(): Promise<void> {
    const {disk} = this.#limits;
    if (disk === null) return;
    const used = await folderSize(this.#folder, disk);
    if (used > disk) this.#stop(`it filled more than the limit of ${sizeText(disk)} of disk`);
  }

  #stop(breach: string): void {
    this.#breach ??= breach;
    if (!this.#over) this.#kill();
  }
}

function tooMany(most: number): string {
  return `it reached the limit of ${most} processes`;
}
