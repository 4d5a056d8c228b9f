import type {Observers} from '../../log/observers.ts';
import type {SessionObserver} from '../../session/events.ts';
import type {RequestOptions, Requester} from '../../session/requester.ts';
import type {SessionOptions} from '../../session/session.ts';
import type {Environment} from '../../settings/environment.ts';
import type {Storage} from '../../storage/storage.ts';
import type {Output} from '../show/output.ts';
import type {GridAccess} from './grid-access.ts';
import type {Interrupt} from './interrupt.ts';
import type {StorageWishes} from './open-storage.ts';
import type {Program} from './program.ts';
import {localPath} from '../../files/local-path.ts';

/** What a command finds around it. In a process of its own that is the process; in a shell or an agent it is not. */
export interface Surroundings {
  /** the words of the command line as they were typed, the command first */
  readonly words: readonly string[];
  /** the variables, without the configuration file */
  readonly env: Environment;
  /** where relative local names start, an absolute path */
  readonly cwd: string;
  readonly out: Output;
  readonly stdin: NodeJS.ReadableStream;
  readonly interrupt: Interrupt;
  /** The program ends with this run: its connections too. */
  readonly isOnlyRun?: boolean;
}

/** One command under way, and what belongs to it alone. Several may be under way in one program. */
export class Run {
  readonly program: Program;
  readonly words: readonly string[];
  readonly env: Environment;
  readonly cwd: string;
  readonly out: Output;
  readonly interrupt: Interrupt;
  /** of a command that ends without an error */
  exitCode = 0;
  /** The session with the central service; its first request connects. */
  readonly grid: Requester;
  readonly #surroundings: Surroundings;
  #sharedAccess: GridAccess | undefined;
  #observers: Promise<Observers> | undefined;
  #openObservers: Observers | undefined;
  #stopListening: (() => void) | undefined;

  constructor(program: Program, surroundings: Surroundings) {
    this.program = program;
    this.#surroundings = surroundings;
    this.words = surroundings.words;
    this.env = surroundings.env;
    this.cwd = surroundings.cwd;
    this.out = surroundings.out;
    this.interrupt = surroundings.interrupt;
    this.grid = this.#observed(() => this.#access.session);
  }

  /** Where lists and the like come from. Read only by a command that was told to. */
  get stdin(): NodeJS.ReadableStream {
    return this.#surroundings.stdin;
  }

  /** A local name of the command line as an absolute path. */
  path(name: string): string {
    return localPath(this.cwd, name);
  }

  /**
   * The variables with the configuration file beneath them.
   * @throws {UserError} for a file that cannot be relied upon
   */
  environment(): Promise<Environment> {
    return this.#access.environment((text) => this.out.note(text));
  }

  /** What a session of this run alone is made with, for one that differs in a detail. */
  async sessionOptions(): Promise<SessionOptions> {
    const env = await this.environment();
    const {userAgent, askPassphrase} = this.program;
    return {env, userAgent, askPassphrase, observe: await this.#observer()};
  }

  /** Several connections behind one requester, each opened when it is needed. They stay open for later runs. */
  openPool(size: number, requests: number): Requester {
    const pool = this.#access.pool(size, requests);
    return this.#observed(() => pool);
  }

  /** The storage elements as settings and flags want them used. */
  async storage(wishes: StorageWishes = {}): Promise<Storage> {
    await this.environment(); // what is wrong in the file is told to this run
    return this.#access.storage(wishes);
  }

  /** Let go of what belongs to this run. */
  close(): void {
    if (this.#surroundings.isOnlyRun) this.program.close();
    this.#stopListening?.();
    this.#openObservers?.close();
  }

  /** Made only for a command that needs it: most of the program works on this machine alone. */
  get #access(): GridAccess {
    this.#sharedAccess ??= this.program.access(this.env);
    return this.#sharedAccess;
  }

  /** A requester that tells the observers of this run what its requests do. */
  #observed(requester: () => Requester): Requester {
    return {
      request: async (command: string, options?: readonly string[], details?: RequestOptions) =>
        requester().request(command, options, {observe: await this.#observer(), ...details}),
      place: async () => requester().place?.(),
    };
  }

  async #observer(): Promise<SessionObserver> {
    this.#observers ??= this.#watch();
    const {list} = await this.#observers;
    return (event) => list.forEach((observe) => observe(event));
  }

  async #watch(): Promise<Observers> {
    const env = await this.environment();
    const {openObservers} = await import('../../log/observers.ts');
    const note = (text: string): void => this.out.note(text);
    const isContinued = this.#access.isLogBegun;
    this.#access.isLogBegun = true;
    const context = {program: this.program.userAgent, words: this.words, isContinued, note};
    const observers = await openObservers(env, context);
    this.#openObservers = observers;
    this.#stopListening = this.#access.listen((event) => observers.list.forEach((observe) => observe(event)));
    return observers;
  }
}
