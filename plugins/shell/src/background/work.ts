import {type ChildProcess, spawn} from 'node:child_process';
import {closeSync} from 'node:fs';
import {join} from 'node:path';
import type {Run} from '@alien-grid/cli/command';
import {describeJob, type Job} from './job.ts';
import type {JobStore} from './job-store.ts';

/** So many of the last lines of a job are shown when it ends. */
const SHOWN_LINES = 3;

interface UnderWay {
  readonly job: Job;
  readonly child: ChildProcess;
  readonly ended: Promise<void>;
}

/**
 * The jobs that one shell has started. Each is a process of its own, in a session of its own: it has a connection and a
 * directory for itself, and is not ended with the terminal.
 */
export class BackgroundWork {
  readonly #store: JobStore;
  readonly #program: string;
  readonly #underWay = new Map<number, UnderWay>();
  /** gets what to tell the person when a job has ended */
  onEnd: ((text: string) => void) | undefined;

  /** @param root the directory of the program */
  constructor(store: JobStore, root: string) {
    this.#store = store;
    this.#program = join(root, 'bin/alien');
  }

  get underWay(): readonly Job[] {
    return [...this.#underWay.values()].map(({job}) => job);
  }

  /**
   * Start commands. They begin in the directories where the run is.
   * @returns the exit code
   */
  async start(text: string, run: Run): Promise<number> {
    const reserved = this.#store.reserve(text);
    const {number} = reserved;
    const log = this.#store.openLog(number);
    const directory = (await run.grid.standing?.())?.directory;
    const words = [
      `--command=${text}`,
      `--job=${number}`,
      ...(directory ? [`--directory=${directory}`] : []),
    ];
    try {
      const child = spawn(this.#program, ['shell', ...words], {
        cwd: run.cwd,
        env: run.env,
        detached: true,
        stdio: ['ignore', log, log],
      });
      const pid = await spawned(child);
      const job = this.#store.started(reserved, pid);
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve())).then(() =>
        this.#end(job),
      );
      this.#underWay.set(number, {job, child, ended});
      child.unref();
      run.out.note(`[${number}] ${pid}`);
      return 0;
    } catch (error) {
      this.#store.forget(number);
      throw error;
    } finally {
      closeSync(log);
    }
  }

  /** Wait until all have ended. */
  async wait(): Promise<void> {
    const awaited = [...this.#underWay.values()];
    for (const {child} of awaited) child.ref(); // nothing else may keep the shell until then
    await Promise.all(awaited.map(({ended}) => ended));
  }

  /** Stop all, as Ctrl-C does, and wait for their ends. */
  async stop(): Promise<void> {
    for (const {pid} of this.underWay) if (pid !== undefined) process.kill(-pid, 'SIGINT');
    await this.wait();
  }

  #end(job: Job): void {
    this.#underWay.delete(job.number);
    const printed = this.#store.printed(job.number).toString().trimEnd();
    const last =
      printed === ''
        ? []
        : printed
            .split('\n')
            .slice(-SHOWN_LINES)
            .map((line) => `    ${line}`);
    this.onEnd?.([describeJob(job, this.#store.stateOf(job)), ...last].join('\n'));
  }
}

/** @returns the process id */
function spawned(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('spawn', () => resolve(child.pid ?? 0));
  });
}
