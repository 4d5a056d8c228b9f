import {closeSync, lstatSync, rmSync, rmdirSync} from 'node:fs';
import type {Server} from 'node:net';
import {UserError} from '../errors/errors.ts';
import type {Environment} from '../settings/environment.ts';
import {bundleOf} from './bundle.ts';
import {termsOf} from './caller-terms.ts';
import {askAgent, type AgentStatus, openControl} from './control.ts';
import {Crew, type WorkerWord} from './crew.ts';
import {markOf, marksOf} from './deciding.ts';
import {loadDescriptors} from './descriptors.ts';
import {Identity} from './identity.ts';
import {residentBytes} from './memory.ts';
import {type AgentPlace, takePlace} from './place.ts';

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
  /** ms that a worker may take to be ready */
  readonly patience?: number;
  /** called each time a worker is ready for commands */
  readonly onReady: () => void;
  readonly signal: AbortSignal;
}

const LOOK_MS = 5000;
const PATIENCE_MS = 30_000;

/** Decides how long an agent lives, and tells of it. It does no command itself and knows no keys. */
export class Keeper {
  readonly #options: AgentOptions;
  readonly #identity: Identity;
  readonly #end = Promise.withResolvers<string>();
  readonly #begin = Date.now();
  #inode: number | undefined;
  #last = Date.now();
  #commands = 0;

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
    const {root, env, place, workers: count, patience = PATIENCE_MS, signal} = this.#options;
    const {listen, lock} = loadDescriptors(root);
    const locked = takePlace(place, lock);
    // a file system may know no locks
    if (locked === undefined || (await askAgent(place, 'status')))
      throw new UserError('The agent runs already.', {code: 'EXISTS'});
    for (const path of [place.socket, place.control]) rmSync(path, {force: true}); // of one that was killed
    const listener = listen(place.socket);
    this.#inode = inodeOf(place.socket);
    const crew = new Crew({
      ...{root, env, count, listener, patience},
      onWord: (word) => this.#hear(word),
      onFailure: () => this.#end.resolve('No worker can be started.'),
    });
    const stop = (): void => this.#end.resolve('It was stopped.');
    const control = await openControl(place, {status: () => this.#status(crew.pids), stop});
    const timer = setInterval(() => this.#look(), LOOK_MS);
    signal.addEventListener('abort', stop, {once: true});
    try {
      return await this.#end.promise;
    } finally {
      clearInterval(timer);
      signal.removeEventListener('abort', stop);
      this.#leave(control, locked);
      await crew.end();
    }
  }

  #status(workers: readonly number[]): AgentStatus {
    const {env, idle} = this.#options;
    return {
      pid: process.pid,
      workers,
      commands: this.#commands,
      since: new Date(this.#begin).toISOString(),
      seconds: Math.round((Date.now() - this.#begin) / 1000),
      idleEnd: new Date(this.#last + idle).toISOString(),
      memory: [process.pid, ...workers].map(residentBytes).reduce((sum, bytes) => sum + bytes, 0),
      marks: marksOf(env),
      terms: markOf(termsOf('self') ?? ''),
    };
  }

  #hear(word: WorkerWord): void {
    this.#last = Date.now();
    if (word === 'ready') this.#options.onReady();
    else if (word === 'served') this.#commands++;
    else this.#end.resolve(CHANGED);
  }

  #look(): void {
    const {idle, place} = this.#options;
    if (Date.now() - this.#last > idle) this.#end.resolve('There was nothing to do.');
    if (inodeOf(place.socket) !== this.#inode) this.#end.resolve('Its socket is gone.');
    if (!this.#identity.holds()) this.#end.resolve(CHANGED);
  }

  /** From now on there may be another agent, while commands of this one are finished. */
  #leave(control: Server, locked: number): void {
    const {directory, ...files} = this.#options.place;
    control.close();
    const isOurs = inodeOf(files.socket) === this.#inode;
    if (isOurs) for (const each of Object.values(files)) rmSync(each, {force: true});
    closeSync(locked);
    if (isOurs) removeEmpty(directory); // launchers look for an agent as long as it is there
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
