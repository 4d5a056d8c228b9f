import type {StorageElement} from '../catalogue/elements/elements.ts';
import {writeHistory} from './history.ts';
import {serverFiles} from './layout.ts';
import {Revival} from './revival.ts';
import type {RevivalPace} from './revival.ts';
import {startServer} from './server.ts';
import type {Server, ServerOptions} from './server.ts';
import {ThreadWatch} from './threads.ts';

/** How the server of an element is: there, there without space for anything new, or not there. */
export type Condition = 'up' | 'full' | 'down';

export interface ElementServerOptions extends Pick<
  ServerOptions,
  'account' | 'authorization' | 'credentials'
> {
  readonly storageFolder: string;
  /** Called with what has happened to the server without anyone asking. */
  readonly onTrouble: (element: string, what: string) => void;
  /** ms between two looks whether it does anything but burn time. */
  readonly lookEvery?: number;
  /** When one that died is started again; without it that does not matter. */
  readonly revival?: RevivalPace | undefined;
}

const LOOK_EVERY = 10_000;

/** A storage element with its server, which can be stopped and started again. */
export class ElementServer {
  readonly element: StorageElement;
  readonly #options: ElementServerOptions;
  #condition: Condition = 'down';
  #work: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  readonly #revival: Revival | undefined;
  #restart: NodeJS.Timeout | undefined;
  #server: Server | undefined;
  #port: number;
  #pid = 0;

  /** @param wantedPort 0 for any free one */
  constructor(element: StorageElement, wantedPort: number, options: ElementServerOptions) {
    this.element = element;
    this.#port = wantedPort;
    this.#options = options;
    this.#revival = options.revival && new Revival(options.revival);
  }

  /** It is kept over a stop, if no one takes it meanwhile. */
  get port(): number {
    return this.#port;
  }

  /** That of the last one, while there is none. */
  get pid(): number {
    return this.#pid;
  }

  /** Brings the server into that condition, and waits until it answers. */
  be(condition: Condition): Promise<void> {
    return this.#next(async () => {
      if (condition === this.#condition && this.#restart === undefined) return;
      this.#revival?.forget();
      await this.#become(condition);
      this.#remember(null);
    });
  }

  /** One change after the other; a failure of the one before is not this one's. */
  #next(change: () => Promise<void>): Promise<void> {
    this.#work = this.#work.catch(() => undefined).then(change);
    return this.#work;
  }

  async #become(condition: Condition): Promise<void> {
    const before = this.#server;
    clearInterval(this.#timer);
    clearTimeout(this.#restart);
    this.#restart = undefined;
    this.#server = undefined;
    this.#condition = 'down';
    await before?.stop();
    if (condition === 'down') return;
    const {storageFolder, account, authorization, credentials} = this.#options;
    const server = await startServer(this.element, storageFolder, {
      account,
      authorization,
      credentials,
      wantedPort: this.#port,
      full: condition === 'full',
    });
    this.#server = server;
    this.#condition = condition;
    this.#port = server.port;
    this.#pid = server.pid;
    void server.ended.then(() => {
      if (this.#server === server) this.#died(condition);
    });
    this.#watch(server);
  }

  /** It ended without anyone asking. */
  #died(condition: Condition): void {
    const {onTrouble} = this.#options;
    const {name} = this.element;
    if (this.#revival === undefined) return onTrouble(name, 'has ended; see its log');
    clearInterval(this.#timer);
    this.#server = undefined;
    this.#condition = 'down';
    const pause = this.#revival.died(Date.now());
    this.#remember(pause === undefined ? null : Date.now() + pause);
    if (pause === undefined) {
      return onTrouble(
        name,
        `has ended ${this.#revival.deaths} times, and is not started again; see its log`,
      );
    }
    onTrouble(name, `has ended, and is started again in ${pause / 1000} s; see its log`);
    this.#restart = setTimeout(() => this.#startAgain(condition), pause).unref();
  }

  #startAgain(condition: Condition): void {
    const {onTrouble} = this.#options;
    const {name} = this.element;
    const started = this.#next(async () => {
      // Someone may have set it by hand meanwhile.
      if (this.#restart === undefined) return;
      await this.#become(condition);
      this.#remember(null);
      onTrouble(name, 'was started again');
    });
    started.catch((error: unknown) => {
      onTrouble(name, `could not be started again: ${String(error)}`);
      this.#died(condition);
    });
  }

  #remember(startsAt: number | null): void {
    const {history} = serverFiles(this.#options.storageFolder, this.element.root.slice(1));
    const deaths = this.#revival?.deaths ?? 0;
    writeHistory(history, {deaths, startsAt, port: this.#port});
  }

  /** What someone sends in place of an envelope can make XRootD's plugin turn in circles for ever, on a whole core. */
  #watch(server: Server): void {
    const {onTrouble, lookEvery = LOOK_EVERY} = this.#options;
    const threads = new ThreadWatch(server.pid);
    this.#timer = setInterval(() => {
      if (!threads.isStuck()) return;
      clearInterval(this.#timer);
      const anew = this.#next(async () => {
        const condition = this.#condition;
        if (this.#server !== server) return;
        await this.#become('down');
        await this.#become(condition);
        onTrouble(this.element.name, 'turned in circles and was started anew');
      });
      anew.catch((error: unknown) =>
        onTrouble(this.element.name, `could not be started anew: ${String(error)}`),
      );
    }, lookEvery).unref();
  }
}
