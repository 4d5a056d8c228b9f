import type {Interfaces} from '@oclif/core';
import type {Environment} from '../../settings/environment.ts';
import type {Observers} from '../../log/observers.ts';
import type {SessionObserver} from '../../session/events.ts';
import type {Requester} from '../../session/requester.ts';
import type {SessionOptions} from '../../session/session.ts';
import {Interrupt} from './interrupt.ts';
import {LazySession} from './lazy-session.ts';
import {Output} from '../show/output.ts';
import {askPassphrase} from './passphrase.ts';

/**
 * What the init hook lays out for every command of a run: a session that is not yet connected, the output and
 * the interrupt. In a shell one context serves thousands of commands.
 */
export class GridContext {
  readonly out = new Output();
  readonly interrupt = new Interrupt();
  readonly #userAgent: string;
  readonly #session = new LazySession(() => this.sessionOptions());
  readonly #watchers = new Set<SessionObserver>();
  #environment: Promise<Environment> | undefined;
  #sessionOptions: Promise<SessionOptions> | undefined;
  #observers: Observers | undefined;

  constructor(userAgent: string) {
    this.#userAgent = userAgent;
  }

  /**
   * The variables of the process with the configuration file beneath them. The file is read once, by the first
   * who asks: a command that works here alone does not pay for it.
   * @throws {UserError} for a file that cannot be relied upon
   */
  environment(): Promise<Environment> {
    this.#environment ??= this.#readEnvironment();
    return this.#environment;
  }

  /** What sessions of this run are made with: settings, pass phrases, observers. For one that differs in a detail. */
  sessionOptions(): Promise<SessionOptions> {
    this.#sessionOptions ??= this.#prepareSession();
    return this.#sessionOptions;
  }

  /** Tell an observer what happens in the session, until the returned function is called. */
  watch(observer: SessionObserver): () => void {
    this.#watchers.add(observer);
    return () => this.#watchers.delete(observer);
  }

  /** The session; its first request connects. */
  get session(): Requester {
    return this.#session;
  }

  /** Several connections behind one requester, each opened when it is needed. Closed with the context. */
  openPool(size: number): Requester {
    return this.#session.pool(size);
  }

  close(): void {
    this.#session.close();
    this.#observers?.close();
  }

  async #readEnvironment(): Promise<Environment> {
    const {configuredEnvironment} = await import('../../settings/configured-environment.ts');
    const {env, file} = configuredEnvironment(process.env);
    if (file.unknown.length > 0) {
      const {unknownSettingNotes} = await import('../words/setting-argument.ts');
      for (const note of unknownSettingNotes(file)) this.out.note(note);
    }
    return env;
  }

  async #prepareSession(): Promise<SessionOptions> {
    const env = await this.environment();
    const {openObservers} = await import('../../log/observers.ts');
    const note = (text: string): void => this.out.note(text);
    const context = {program: this.#userAgent, words: process.argv.slice(2), note};
    this.#observers = await openObservers(env, context);
    for (const observer of this.#observers.list) this.#watchers.add(observer);
    const {renewal} = await import('../../tokens/renewal.ts');
    const userAgent = this.#userAgent;
    this.#watchers.add(renewal(env, () => new LazySession({env, userAgent, credentials: 'user'})));
    const observe: SessionObserver = (event) => this.#watchers.forEach((watcher) => watcher(event));
    return {env, userAgent: this.#userAgent, askPassphrase, observe};
  }
}

/**
 * The context rides on the options of oclif's config: oclif makes a new config for the command itself and hands
 * the options on; and plugins with an oclif of their own find it there too.
 */
const CONTEXT = Symbol.for('@alien-grid/cli.context');
const WORDS = Symbol.for('@alien-grid/cli.words');

interface Options {
  readonly root: string;
  [CONTEXT]?: GridContext;
  [WORDS]?: readonly string[];
}

/** Options for oclif that remember the command line as it was typed: oclif glues its words together. */
export function loadOptions(root: string, words: readonly string[]): Options {
  return {root, [WORDS]: words};
}

/** The context of a run, made on first use. */
export function contextOf(config: Interfaces.Config): GridContext {
  const options = optionsOf(config);
  options[CONTEXT] ??= new GridContext(config.userAgent);
  return options[CONTEXT];
}

/**
 * The words of a command that oclif does not know. It takes all words up to the first flag for its name and joins
 * them by colons; where words hold colons themselves it loses count, and some of those behind.
 */
export function wordsOf(config: Interfaces.Config, id: string, argv: readonly string[]): readonly string[] {
  const typed = optionsOf(config)[WORDS] ?? [];
  const spoken = typed.filter((word) => word !== ''); // oclif leaves out what is empty
  return spoken.join(':').startsWith(id) ? typed : [id, ...argv];
}

function optionsOf(config: Interfaces.Config): Options {
  return (config as Interfaces.Config & {options: Options}).options;
}
