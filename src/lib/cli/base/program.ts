import type {AskPassphrase} from '../../credentials/private-key.ts';
import type {SessionObserver} from '../../session/requests/events.ts';
import type {Environment} from '../../settings/environment.ts';
import {type Engines, realEngines} from './engines.ts';
import {GridAccess} from './grid-access.ts';

/** Variables that every shell sets anew for each command, and that decide nothing here. */
const CHANGING = new Set(['_', 'COLUMNS', 'LINES', 'OLDPWD', 'PWD', 'SHLVL']);

/**
 * What lives as long as the process: settings as read, sessions, pools and storage. Each command is a `Run` in it;
 * there may be thousands, several at the same time. Runs with the same environment share their way to the grid.
 */
export class Program {
  /** how the program calls itself to the service */
  readonly userAgent: string;
  /** whether a person sits at the terminal of the process and can be asked */
  readonly isInteractive: () => boolean;
  readonly engines: Engines;
  readonly #accesses = new Map<string, GridAccess>();
  /** who takes what no one caught, the last one now */
  #catchers: readonly ((error: unknown) => void)[] = [];

  /** @param engines others than the real ones, for tests */
  constructor(userAgent: string, isInteractive: () => boolean, engines: Engines = realEngines) {
    this.userAgent = userAgent;
    this.isInteractive = isInteractive;
    this.engines = engines;
  }

  /** Asks for the pass phrase of a key at the terminal of the process. */
  readonly askPassphrase: AskPassphrase = async (origin, attempt) => {
    const {askPassphrase} = await import('./passphrase.ts');
    return askPassphrase(this.isInteractive, origin, attempt);
  };

  /** Told of what happens in all sessions. */
  readonly observe: SessionObserver = () => undefined;

  /** The way to the grid for the environment of a run, made on first use. Nothing is connected yet. */
  access(env: Environment): GridAccess {
    const key = keyOf(env);
    let access = this.#accesses.get(key);
    if (access === undefined) this.#accesses.set(key, (access = new GridAccess(env, this)));
    return access;
  }

  /**
   * Until the returned object is disposed of, what no one caught does not end the process: a shell outlives its commands.
   * @param take gets an exception that no command has caught
   */
  catchFaults(take: (error: unknown) => void): Disposable {
    this.#catchers = [...this.#catchers, take];
    return {[Symbol.dispose]: () => (this.#catchers = this.#catchers.filter((each) => each !== take))};
  }

  /** Give what no one caught to who takes it. @returns whether there is one */
  takesFault(error: unknown): boolean {
    const take = this.#catchers.at(-1);
    take?.(error);
    return take !== undefined;
  }

  /** Wait for what goes on beside the commands: a process would not end before that. */
  async settled(): Promise<void> {
    for (const access of this.#accesses.values()) await access.settled();
  }

  /** End all connections. */
  close(): void {
    for (const access of this.#accesses.values()) access.close();
  }

  /** Begin anew: settings are read and logins are made again by the next run that needs them. */
  forget(): void {
    this.close();
    this.#accesses.clear();
  }
}

function keyOf(env: Environment): string {
  const pairs = Object.entries(env).filter(([name, value]) => value !== undefined && !CHANGING.has(name));
  return JSON.stringify(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
}
