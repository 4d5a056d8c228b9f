import {InternalError} from '../../errors/errors.ts';
import type {Observers} from '../../log/observers.ts';
import type {SessionObserver} from '../../session/requests/events.ts';
import type {RequestOptions, Requester} from '../../session/requests/requester.ts';
import type {SessionOptions} from '../../session/session.ts';
import type {Settings} from '../../settings/configured-settings.ts';
import type {Environment} from '../../settings/environment.ts';
import type {Storage} from '../../storage/storage.ts';
import {type Form, type Heeded, formOf, hasOption} from '../show/json-form.ts';
import {JsonOutput} from '../show/json-output.ts';
import type {Output} from '../show/output.ts';
import type {GridAccess} from './grid-access.ts';
import {Interrupt} from './interrupt.ts';
import type {StorageWishes} from './open-storage.ts';
import type {Program} from './program.ts';
import {Series} from './series.ts';
import {localPath} from '../../files/local-path.ts';
import {isOn} from '../../settings/kinds.ts';

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
  /** The stdin of the process is for something else: programs that are started have none. */
  readonly isStdinTaken?: boolean;
  /** The program ends with this run: its connections too. */
  readonly isOnlyRun?: boolean;
  /** how other commands are run beside this one; absent: they cannot be */
  readonly launch?: Launch;
  /** what the commands before have left; absent: there were none */
  readonly series?: Series;
}

/**
 * Run a command to its end.
 * @returns its exit code; a failure was reported
 */
export type Launch = (program: Program, surroundings: Surroundings) => Promise<number>;

/** What is different around a command that another one runs. */
export type Changes = Partial<Pick<Surroundings, 'out' | 'stdin'>> & {
  /** gets the interrupt of the command, which also stops with that of the outer one */
  readonly onStart?: (interrupt: Interrupt) => void;
};

/** One command under way, and what belongs to it alone. Several may be under way in one program. */
export class Run {
  readonly program: Program;
  readonly words: readonly string[];
  readonly env: Environment;
  readonly interrupt: Interrupt;
  readonly series: Series;
  /** of a command that ends without an error */
  exitCode = 0;
  /** The session with the central service; its first request connects. */
  readonly grid: Requester;
  readonly #surroundings: Surroundings;
  #out: Output;
  #form: Form = 'text';
  #sharedAccess: Promise<GridAccess> | undefined;
  #observers: Promise<Observers> | undefined;
  #openObservers: Observers | undefined;
  #stopListening: (() => void) | undefined;

  constructor(program: Program, surroundings: Surroundings) {
    this.program = program;
    this.#surroundings = surroundings;
    this.words = surroundings.words;
    this.env = surroundings.env;
    this.#out = surroundings.out;
    this.interrupt = surroundings.interrupt;
    this.series = surroundings.series ?? new Series();
    this.grid = this.#observed(async () => (await this.#access()).session);
  }

  /** The way out of this run, for text or for JSON. */
  get out(): Output {
    return this.#out;
  }

  get form(): Form {
    return this.#form;
  }

  /**
   * Decide, before anything is printed, whether this run prints JSON.
   * @param words behind the command, with two dashes before long options
   * @param lines JSON is to be one object a line
   * @param heeded what has a say in it
   */
  async chooseForm(words: readonly string[], lines = false, heeded: Heeded = 'all'): Promise<void> {
    this.#form = await formOf(words, this.env, heeded);
    if (this.#form === 'text') return;
    const {stdout, stderr} = this.#surroundings.out;
    this.#out = new JsonOutput(stdout, stderr, {lines: lines || hasOption(words, '--ndjson')});
  }

  /** Where lists and the like come from. Read only by a command that was told to. */
  get stdin(): NodeJS.ReadableStream {
    return this.#surroundings.stdin;
  }

  /** Where relative local names start, an absolute path. */
  get cwd(): string {
    return this.series.localDirectory ?? this.#surroundings.cwd;
  }

  /** Whether programs that are started have no stdin: that of the process is for something else. */
  get isStdinTaken(): boolean {
    return this.#surroundings.isStdinTaken === true;
  }

  /** It is no part of a line, a batch or a shell. */
  get isAlone(): boolean {
    return this.#surroundings.series === undefined;
  }

  /** A local name of the command line as an absolute path. */
  path(name: string): string {
    return localPath(this.cwd, name);
  }

  /**
   * Another run in the same program, with what is around this one unless the changes say otherwise: a line of a shell,
   * whose commands are launched by it. Who makes it closes it.
   */
  derive(changes: Partial<Omit<Surroundings, 'launch' | 'isOnlyRun'>>): Run {
    return new Run(this.program, this.#around(changes));
  }

  /**
   * Run another command in the same program, with the variables, the directory and the series of this one.
   * @param words of the command, its name first
   * @returns its exit code; a failure was reported
   */
  async launch(words: readonly string[], {onStart, ...changes}: Changes = {}): Promise<number> {
    const {launch} = this.#surroundings;
    if (launch === undefined) throw new InternalError('No command can be run beside this one.');
    using interrupt = Interrupt.within(this.interrupt);
    onStart?.(interrupt);
    return await launch(this.program, this.#around({...changes, words, interrupt}));
  }

  #around(changes: Partial<Surroundings>): Surroundings {
    const {out, launch} = this.#surroundings;
    const own = (): NodeJS.ReadableStream => this.stdin;
    return {
      words: changes.words ?? this.words,
      env: changes.env ?? (this.#form === 'text' ? this.env : {...this.env, ALIENPY_JSON: '1'}),
      cwd: changes.cwd ?? this.cwd,
      out: changes.out ?? out,
      get stdin() {
        return changes.stdin ?? own(); // made only now: merely looking at it opens it
      },
      isStdinTaken: changes.stdin !== undefined || this.isStdinTaken,
      interrupt: changes.interrupt ?? this.interrupt,
      series: changes.series ?? this.series,
      ...(launch && {launch}),
    };
  }

  /**
   * The settings of variables and the configuration file.
   * @throws {UserError} for a file or a variable that cannot be relied upon
   */
  async settings(): Promise<Settings> {
    return (await this.#access()).settings((text) => this.out.note(text));
  }

  /** Whether this command has needed the settings, or what is made of them. */
  get hasSettings(): boolean {
    return this.#sharedAccess !== undefined;
  }

  /** The variables with the configuration file beneath them. @throws {UserError} as `settings` */
  async environment(): Promise<Environment> {
    return (await this.settings()).env;
  }

  /** What a session of this run alone is made with, for one that differs in a detail. */
  async sessionOptions(): Promise<SessionOptions> {
    const settings = await this.settings();
    const {userAgent, askPassphrase} = this.program;
    return {settings, userAgent, askPassphrase, observe: await this.#observer()};
  }

  /** Several connections behind one requester, each opened when it is needed. They stay open for later runs. */
  openPool(size: number, requests: number): Requester {
    let pool: Promise<Requester> | undefined;
    return this.#observed(() => (pool ??= this.#access().then((access) => access.pool(size, requests))));
  }

  /** The storage elements as settings and flags want them used. */
  async storage(wishes: StorageWishes = {}): Promise<Storage> {
    const {env} = await this.settings(); // this run is told of unknown names in the file
    const storage = await (await this.#access()).storage(wishes);
    if (!isOn(env['JALIENPY_XRDDEBUG'])) return storage;
    const {TellingStorage} = await import('../../storage/telling-storage.ts');
    return new TellingStorage(storage, (text) => this.out.note(text));
  }

  /** Let go of what belongs to this run. */
  close(): void {
    if (this.#surroundings.isOnlyRun) this.program.close();
    this.#stopListening?.();
    this.#openObservers?.close();
  }

  /** Made only for a command that needs it: most of the program works on this machine alone. */
  #access(): Promise<GridAccess> {
    this.#sharedAccess ??= this.#findAccess();
    return this.#sharedAccess;
  }

  /** Runs in other directories have the same one, unless a relative path means another file there. */
  async #findAccess(): Promise<GridAccess> {
    const {withAbsolutePaths} = await import('../../settings/read-setting.ts');
    return this.program.access(withAbsolutePaths(this.env, this.cwd));
  }

  /** A requester that tells the observers of this run what its requests do. */
  #observed(requester: () => Promise<Requester>): Requester {
    return {
      request: async (command: string, options?: readonly string[], details?: RequestOptions) =>
        (await requester()).request(command, options, {observe: await this.#observer(), ...details}),
      place: async () => (await requester()).place?.(),
      standing: async () => (await requester()).standing?.(),
    };
  }

  async #observer(): Promise<SessionObserver> {
    this.#observers ??= this.#watch();
    const {list} = await this.#observers;
    return (event) => list.forEach((observe) => observe(event));
  }

  async #watch(): Promise<Observers> {
    const [settings, access] = [await this.settings(), await this.#access()];
    const {openObservers} = await import('../../log/observers.ts');
    const note = (text: string): void => this.out.note(text);
    const isContinued = access.isLogBegun;
    access.isLogBegun = true;
    const context = {program: this.program.userAgent, words: this.words, isContinued, note};
    const observers = await openObservers(settings, context);
    this.#openObservers = observers;
    this.#stopListening = access.listen((event) => observers.list.forEach((observe) => observe(event)));
    return observers;
  }
}
