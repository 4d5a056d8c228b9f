import type {StorageElement} from '../catalogue/elements.ts';
import {startServer} from './server.ts';
import type {Server, ServerOptions} from './server.ts';

/** How the server of an element is: there, there without space for anything new, or not there. */
export type Condition = 'up' | 'full' | 'down';

export interface ElementServerOptions extends Pick<
  ServerOptions,
  'account' | 'authorization' | 'credentials'
> {
  readonly storageFolder: string;
  /** Called when the server ends by itself. */
  readonly onLost: (element: string) => void;
}

/** A storage element with its server, which can be stopped and started again. */
export class ElementServer {
  readonly element: StorageElement;
  readonly #options: ElementServerOptions;
  #condition: Condition = 'down';
  #server: Server | undefined;
  #port: number;
  #pid = 0;

  /** @param wantedPort 0 for any free one */
  constructor(element: StorageElement, wantedPort: number, options: ElementServerOptions) {
    this.element = element;
    this.#port = wantedPort;
    this.#options = options;
  }

  /** It is kept over a stop, if nobody takes it meanwhile. */
  get port(): number {
    return this.#port;
  }

  /** That of the last one, while there is none. */
  get pid(): number {
    return this.#pid;
  }

  /** Brings the server into that condition, and waits until it answers. */
  async be(condition: Condition): Promise<void> {
    if (condition === this.#condition) return;
    const before = this.#server;
    this.#server = undefined;
    this.#condition = 'down';
    await before?.stop();
    if (condition === 'down') return;
    const {storageFolder, account, authorization, credentials, onLost} = this.#options;
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
      if (this.#server === server) onLost(this.element.name);
    });
  }
}
