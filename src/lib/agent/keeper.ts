import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {lstatSync, rmSync, rmdirSync} from 'node:fs';
import type {Server} from 'node:net';
import {join} from 'node:path';
import {InternalError, UserError} from '../errors/errors.ts';
import type {Environment} from '../settings/environment.ts';
import {bundleOf} from './bundle.ts';
import {askAgent, type AgentStatus, openControl} from './control.ts';
import {loadDescriptors} from './descriptors.ts';
import {Identity} from './identity.ts';
import {type AgentPlace, makeAgentDirectory} from './place.ts';

/** What an agent is started with. */
export interface AgentOptions {
  /** directory of the package */
  readonly root: string;
  readonly place: AgentPlace;
  /** the variables in which callers have to agree with it */
  readonly env: Environment;
  readonly workers: number;
  /** ms without a command after which it ends */
  readonly idle: number;
  /** called once, when commands can be done */
  readonly onReady: () => void;
  readonly signal: AbortSignal;
}

const LOOK_MS = 5000;
/** A worker that ends so soon has failed to start. */
const SOON_MS = 2000;
const MOST_FAILURES = 5;

/** Keeps the workers of an agent and decides when it ends. It does no command itself and knows no keys. */
export class Keeper {
  readonly #options: AgentOptions;
  readonly #identity: Identity;
  readonly #end = Promise.withResolvers<string>();
  readonly #workers = new Set<ChildProcess>();
  readonly #begin = Date.now();
  #listener = -1;
  #inode: number | undefined;
  #last = Date.now();
  #commands = 0;
  #failures = 0;
  #isEnding = false;

  /** @throws {UserError} for settings with which no agent can work */
  constructor(options: AgentOptions) {
    this.#options = options;
    this.#identity = new Identity(options.env, bundleOf(options.root));
  }

  /**
   * Be the agent until it ends.
   * @returns why it has ended
   * @throws {UserError} 17 where there is one already, 13 for a directory that is not safe
   */
  async run(): Promise<string> {
    const {root, place, workers, signal} = this.#options;
    const {listen} = loadDescriptors(root);
    makeAgentDirectory(place);
    if (await askAgent(place, 'status')) throw new UserError('The agent runs already.', {code: 'EXISTS'});
    for (const path of [place.socket, place.control]) rmSync(path, {force: true});
    this.#listener = listen(place.socket);
    this.#inode = inodeOf(place.socket);
    const control = await openControl(place, {
      status: () => this.#status(),
      stop: () => this.#finish('It was stopped.'),
    });
    const timer = setInterval(() => this.#look(), LOOK_MS);
    const onAbort = (): void => this.#finish('It was stopped.');
    signal.addEventListener('abort', onAbort, {once: true});
    try {
      for (let count = 0; count < workers; count++) this.#startWorker();
      return await this.#end.promise;
    } finally {
      clearInterval(timer);
      signal.removeEventListener('abort', onAbort);
      await this.#close(control);
    }
  }

  #status(): AgentStatus {
    return {
      pid: process.pid,
      workers: [...this.#workers].flatMap(({pid}) => (pid === undefined ? [] : [pid])),
      commands: this.#commands,
      seconds: Math.round((Date.now() - this.#begin) / 1000),
    };
  }

  #startWorker(): void {
    const {root, env} = this.#options;
    const begin = Date.now();
    const worker = spawn(process.execPath, [join(root, 'bin/agent.cjs')], {
      env: {...env},
      cwd: '/',
      detached: true, // no terminal's signals
      stdio: ['ignore', 'ignore', 'ignore', this.#listener, 'ipc'],
    });
    this.#workers.add(worker);
    worker.on('message', (word) => this.#hear(word));
    worker.once('error', () => this.#finish('No worker can be started.'));
    worker.once('exit', () => {
      this.#workers.delete(worker);
      if (this.#isEnding) return;
      if (Date.now() - begin < SOON_MS && ++this.#failures > MOST_FAILURES)
        return this.#finish('No worker can be started.');
      this.#startWorker();
    });
  }

  #hear(word: unknown): void {
    this.#last = Date.now();
    if (word === 'ready') this.#options.onReady();
    else if (word === 'served') this.#commands++;
    else if (word === 'stale') this.#finish(CHANGED);
    else throw new InternalError('A worker says what it must not.');
  }

  #look(): void {
    const {idle, place} = this.#options;
    if (Date.now() - this.#last > idle) this.#finish('There was nothing to do.');
    if (inodeOf(place.socket) !== this.#inode) this.#finish('Its socket is gone.');
    if (!this.#identity.holds()) this.#finish(CHANGED);
  }

  #finish(reason: string): void {
    this.#isEnding = true;
    this.#end.resolve(reason);
  }

  async #close(control: Server): Promise<void> {
    const {directory, socket, control: path} = this.#options.place;
    control.close();
    if (inodeOf(socket) === this.#inode) {
      for (const each of [socket, path]) rmSync(each, {force: true});
      removeEmpty(directory); // launchers look for an agent as long as it is there
    }
    const gone = [...this.#workers].map((worker) => once(worker, 'exit'));
    for (const worker of this.#workers) {
      if (worker.connected) worker.disconnect(); // each ends after the command that it does
    }
    await Promise.all(gone);
  }
}

const CHANGED = 'Settings, credentials or the program have changed, or the token has run out.';

function inodeOf(path: string): number | undefined {
  return lstatSync(path, {throwIfNoEntry: false})?.ino;
}

function removeEmpty(directory: string): void {
  try {
    rmdirSync(directory);
  } catch {
    // agents of other machines have it too
  }
}
