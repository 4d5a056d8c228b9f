import type {WebSocket} from 'ws';
import {type AlienError, NetworkError} from '../errors/errors.ts';
import {
  type ConnectionContext,
  address,
  connectFailed,
  reachAdvice,
  upgradeRefused,
} from './connect-errors.ts';
import type {Limits} from './limits.ts';

export interface ConnectionOptions {
  readonly limits: Limits;
  readonly userAgent: string;
  /** for an encrypted key */
  readonly passphrase?: string;
}

interface Waiter {
  readonly resolve: (text: string) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * One websocket to a central service, with one request in flight: behind a slow request the service loses
 * or shifts the answers of those sent ahead. A connection whose answer was given up is of no further use.
 */
export class Connection {
  readonly #socket: WebSocket;
  readonly #context: ConnectionContext;
  readonly #limits: Limits;
  #waiter: Waiter | undefined;
  #open = true;

  private constructor(socket: WebSocket, context: ConnectionContext, limits: Limits) {
    this.#socket = socket;
    this.#context = context;
    this.#limits = limits;
    socket.on('message', (data, isBinary) => this.#answered(isBinary ? '' : (data as Buffer).toString()));
    socket.on('close', (code, reason) => this.#closed(code, reason.toString()));
    socket.on('error', () => {}); // 'close' follows and says it
  }

  /**
   * Connect, verify the server and its host name, log in.
   * @throws {NetworkError} 107; {UserError} 129 where the certificate is not accepted; the abort reason of `signal`
   */
  static async open(
    context: ConnectionContext,
    options: ConnectionOptions,
    signal?: AbortSignal,
  ): Promise<Connection> {
    const {WebSocket: Socket} = await import('ws');
    signal?.throwIfAborted();
    const {credentials, authorities, endpoint} = context;
    const socket = new Socket(`wss://${address(endpoint)}/websocket/json`, {
      ca: [...authorities.certificates],
      cert: credentials.certificatePem,
      key: credentials.keyPem,
      passphrase: options.passphrase,
      minVersion: 'TLSv1.2',
      followRedirects: false,
      handshakeTimeout: options.limits.connect,
      maxPayload: 0, // a listing may be of any size
      headers: {'User-Agent': options.userAgent},
    });
    const abort = (): void => socket.terminate();
    signal?.addEventListener('abort', abort, {once: true});
    try {
      await opened(socket, context);
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener('abort', abort);
    }
    return new Connection(socket, context, options.limits);
  }

  get isOpen(): boolean {
    return this.#open;
  }

  /**
   * Send one message and wait for the answer's text. The caller keeps to one at a time.
   * @param timeout ms
   * @throws {NetworkError} 107 where the connection is lost, 110 where no answer comes in time
   */
  async request(message: string, timeout: number, signal?: AbortSignal): Promise<string> {
    signal?.throwIfAborted();
    const {promise, resolve, reject} = Promise.withResolvers<string>();
    this.#waiter = {resolve, reject};
    const giveUp = (error: unknown): void => {
      this.#waiter = undefined;
      this.#open = false;
      reject(error);
      this.#socket.terminate();
    };
    const abort = (): void => giveUp(signal?.reason);
    const deadline = setTimeout(() => giveUp(this.#noAnswer(timeout)), timeout);
    const stopPings = this.#watch(giveUp);
    signal?.addEventListener('abort', abort, {once: true});
    try {
      this.#socket.send(message);
      return await promise;
    } finally {
      clearTimeout(deadline);
      stopPings();
      signal?.removeEventListener('abort', abort);
    }
  }

  /** Say goodbye without waiting for the other side to answer it. */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#socket.close(1000);
    setImmediate(() => this.#socket.terminate());
  }

  /** A service that neither answers nor pongs is gone, however long the request may take. */
  #watch(giveUp: (error: unknown) => void): () => void {
    let alive = true;
    const onPong = (): void => {
      alive = true;
    };
    const timer = setInterval(() => {
      if (!alive) return giveUp(this.#noAnswer(this.#limits.ping));
      alive = false;
      this.#socket.ping();
    }, this.#limits.ping);
    this.#socket.on('pong', onPong);
    return () => {
      clearInterval(timer);
      this.#socket.off('pong', onPong);
    };
  }

  #answered(text: string): void {
    this.#waiter?.resolve(text);
    this.#waiter = undefined;
  }

  #closed(code: number, reason: string): void {
    this.#open = false;
    const detail = reason === '' ? `code ${code}` : `${reason}, code ${code}`;
    this.#waiter?.reject(
      new NetworkError(
        `The connection to ${address(this.#context.endpoint)} was lost (${detail}) before the answer came.`,
        {next: ['If the command changes something, look first whether it was done; then run it again.']},
      ),
    );
    this.#waiter = undefined;
  }

  #noAnswer(after: number): AlienError {
    const {endpoint} = this.#context;
    return new NetworkError(`${address(endpoint)} gave no answer for ${Math.round(after / 1000)} s.`, {
      exitCode: 110,
      next: reachAdvice(endpoint),
    });
  }
}

function opened(socket: WebSocket, context: ConnectionContext): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('open', () => {
      socket.removeAllListeners();
      resolve();
    });
    socket.on('error', (error) => reject(connectFailed(firstCause(error), context)));
    socket.once('unexpected-response', (_request, response) => {
      reject(upgradeRefused(response.statusCode ?? 0, context));
      response.destroy();
    });
  });
}

/** Node joins the failures of several addresses of one host into an AggregateError without text. */
function firstCause(error: Error & {code?: string}): Error & {code?: string} {
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return error.errors[0];
  return /handshake has timed out/.test(error.message) ? Object.assign(error, {code: 'ETIMEDOUT'}) : error;
}
