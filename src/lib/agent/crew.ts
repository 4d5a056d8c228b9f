import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {join} from 'node:path';
import {InternalError} from '../errors/errors.ts';
import type {Environment} from '../settings/environment.ts';

/** What a worker tells its keeper: it can do commands, has done one, or finds that what it has read has changed. */
export type WorkerWord = 'ready' | 'served' | 'stale';

/** What workers are started with. */
export interface CrewOptions {
  /** directory of the package */
  readonly root: string;
  readonly env: Environment;
  /** how many there are to be */
  readonly count: number;
  /** descriptor of the socket at which they wait for callers */
  readonly listener: number;
  /** ms that one may take to be ready */
  readonly patience: number;
  readonly onWord: (word: WorkerWord) => void;
  /** No worker can be started. */
  readonly onFailure: () => void;
}

/** So many in a row that were never ready, and it is no use to start more. */
const MOST_FAILURES = 5;

/** The workers of an agent. One that ends is replaced, and one that is not ready in time is ended. */
export class Crew {
  readonly #options: CrewOptions;
  readonly #workers = new Set<ChildProcess>();
  #failures = 0;
  #isEnding = false;

  constructor(options: CrewOptions) {
    this.#options = options;
    for (let count = 0; count < options.count; count++) this.#start();
  }

  /** their process ids */
  get pids(): number[] {
    return [...this.#workers].flatMap(({pid}) => (pid === undefined ? [] : [pid]));
  }

  /** Resolved when all have ended, each after the command that it does. */
  async end(): Promise<void> {
    this.#isEnding = true;
    const gone = [...this.#workers].map((worker) => once(worker, 'exit'));
    for (const worker of this.#workers) if (worker.connected) worker.disconnect();
    await Promise.all(gone);
  }

  #start(): void {
    const {root, env, listener, patience, onFailure} = this.#options;
    const worker = spawn(process.execPath, [join(root, 'bin/agent.cjs')], {
      env: {...env},
      cwd: '/',
      detached: true, // no terminal's signals
      stdio: ['ignore', 'ignore', 'ignore', listener, 'ipc'],
    });
    this.#workers.add(worker);
    let isReady = false;
    const timer = setTimeout(() => worker.kill('SIGKILL'), patience);
    worker.on('message', (word) => {
      if (word === 'ready') {
        isReady = true;
        clearTimeout(timer);
        this.#failures = 0;
      }
      this.#hear(word);
    });
    worker.once('error', () => onFailure());
    worker.once('exit', () => {
      clearTimeout(timer);
      this.#workers.delete(worker);
      if (this.#isEnding) return;
      if (!isReady && ++this.#failures > MOST_FAILURES) onFailure();
      else this.#start();
    });
  }

  #hear(word: unknown): void {
    if (word !== 'ready' && word !== 'served' && word !== 'stale')
      throw new InternalError('A worker says what it must not.');
    this.#options.onWord(word);
  }
}
