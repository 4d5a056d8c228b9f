import type {Engines} from './engines.ts';
import type {AskPassphrase} from '../../credentials/private-key.ts';
import type {SessionEvent, SessionObserver} from '../../session/requests/events.ts';
import type {Requester} from '../../session/requests/requester.ts';
import type {SessionOptions} from '../../session/session.ts';
import type {Settings} from '../../settings/configured-settings.ts';
import type {Environment} from '../../settings/environment.ts';
import type {Storage} from '../../storage/storage.ts';
import {type GridPool, type GridSession, LazySession} from './lazy-session.ts';
import type {StorageWishes} from './open-storage.ts';

/** What a way to the grid needs of the program that it belongs to. */
export interface ProgramPart {
  readonly userAgent: string;
  readonly engines: Engines;
  readonly askPassphrase: AskPassphrase;
  /** told of what happens in all sessions */
  readonly observe: SessionObserver;
}

/**
 * The way to the grid that one environment describes: its settings, a session, pools and storage, for all runs that
 * have this environment. Each part is made when it is first used.
 */
export class GridAccess {
  readonly session: GridSession;
  readonly #env: Environment;
  readonly #program: ProgramPart;
  readonly #pools = new Map<number, GridPool>();
  readonly #storages = new Map<string, Promise<Storage>>();
  /** those who hear of what happens between requests */
  readonly #listeners = new Set<SessionObserver>();
  /** a run with these settings has begun a log, if they ask for one */
  isLogBegun = false;
  /** what goes on beside the commands, and after them */
  #renewing = Promise.resolve();
  #settings: Promise<Settings> | undefined;
  #options: Promise<SessionOptions> | undefined;

  constructor(env: Environment, program: ProgramPart) {
    this.#env = env;
    this.#program = program;
    this.session = program.engines.openSession(() => this.#sessionOptions());
  }

  /**
   * The settings of variables and the configuration file. They are read once, by the first who asks: a command that
   * works here alone does not pay for it.
   * @param note tells the person of names in the file that are not known, once
   * @throws {UserError} for a file or a variable that cannot be relied upon
   */
  settings(note?: (text: string) => void): Promise<Settings> {
    this.#settings ??= this.#readSettings(note).catch((error: unknown) => {
      this.#settings = undefined; // the file may be right by the next run
      throw error;
    });
    return this.#settings;
  }

  /**
   * Several connections behind one requester, each opened when it is worth its login.
   * @param requests that are going to come, as far as is known
   */
  pool(size: number, requests: number): Requester {
    let pool = this.#pools.get(size);
    if (pool === undefined) this.#pools.set(size, (pool = this.session.pool(size)));
    pool.expect(requests);
    return pool;
  }

  /** The storage elements as settings and flags want them used. */
  storage(wishes: StorageWishes): Promise<Storage> {
    const key = JSON.stringify(wishes);
    let storage = this.#storages.get(key);
    if (storage === undefined) {
      storage = this.settings().then((settings) => this.#program.engines.openStorage(settings, wishes));
      this.#storages.set(key, storage);
    }
    return storage;
  }

  /** Tell an observer of the end of connections, which is no request's own, until the returned function is called. */
  listen(observer: SessionObserver): () => void {
    this.#listeners.add(observer);
    return () => this.#listeners.delete(observer);
  }

  /** Wait for what goes on beside the commands. */
  async settled(): Promise<void> {
    await this.#renewing;
  }

  close(): void {
    this.session.close();
  }

  async #readSettings(note: (text: string) => void = () => undefined): Promise<Settings> {
    const {configuredSettings} = await import('../../settings/configured-settings.ts');
    const {settings, file} = configuredSettings(this.#env);
    if (file.unknown.length > 0) {
      const {unknownSettingNotes} = await import('../words/setting-argument.ts');
      for (const text of unknownSettingNotes(file)) note(text);
    }
    return settings;
  }

  #sessionOptions(): Promise<SessionOptions> {
    this.#options ??= this.#prepareSession().catch((error: unknown) => {
      this.#options = undefined;
      throw error;
    });
    return this.#options;
  }

  async #prepareSession(): Promise<SessionOptions> {
    const settings = await this.settings();
    const {userAgent, askPassphrase} = this.#program;
    const {renewal} = await import('../../tokens/renewal.ts');
    const open = () => new LazySession({settings, userAgent, credentials: 'user'});
    const renew = renewal(settings.env, open, undefined, (attempt) => {
      this.#renewing = attempt;
    });
    const observe = (event: SessionEvent): void => {
      renew(event);
      this.#program.observe(event);
      if (event.kind === 'closed') for (const listener of this.#listeners) listener(event);
    };
    return {settings, userAgent, askPassphrase, observe};
  }
}
