import type {RawData, WebSocket} from 'ws';
import {NetworkError} from '../../errors/errors.ts';
import {connectFailed, reachAdvice, saysNothing, seconds, upgradeRefused} from '../reach/connect-errors.ts';
import {tooLong} from './answer-too-long.ts';
import {ConnectionLost, RequestNotSent} from './connection-lost.ts';
import {address} from '../../settings/endpoint.ts';
import {takePieces} from './pieces.ts';
import {type Route, reach} from '../reach/reach.ts';
import {onAbort, within} from '../../flow/within.ts';

interface Waiter {
  readonly resolve: (text: string | undefined) => void;
  readonly reject: (error: Error) => void;
  /** gets a long message while it comes in */
  readonly take: ((piece: Buffer) => void) | undefined;
  isTaking?: boolean;
}

/** How one message is sent and its answer read. */
export interface Exchange {
  /** ms to wait for the answer */
  readonly timeout: number;
  readonly signal?: AbortSignal | undefined;
  /** Gets the bytes of a long answer while it comes in; a short one comes as a whole all the same. */
  readonly take?: ((piece: Buffer) => void) | undefined;
}

/** Shorter answers are not worth reading in pieces, and whole they can be asked for again. Bytes. */
const LONG = 256 * 1024;

/** The websocket's codes for a message that is longer than it may be, or in more pieces; it counts while it inflates. */
const TOO_LONG = new Set(['WS_ERR_UNSUPPORTED_MESSAGE_LENGTH', 'WS_ERR_TOO_MANY_BUFFERED_PARTS']);

/** The service sends some 8 KiB in a piece. Pieces of a few bytes would take far more memory than what is in them. */
const SMALLEST_PIECE = 512;

/** How a connection presents itself. */
export interface Manner {
  /** how the program calls itself to the service */
  readonly userAgent: string;
  /** whether answers may come compressed: a listing shrinks to a twentieth, the many short ones only cost time */
  readonly compressed: boolean;
}

/**
 * One websocket to a central service, with one request in flight: behind a slow request the service loses
 * or shifts the answers of those sent ahead. A connection whose answer was given up is of no further use.
 */
export class Connection {
  readonly #socket: WebSocket;
  readonly #route: Route;
  /** bytes that came in so far: a long answer comes in many pieces */
  readonly #received: () => number;
  #waiter: Waiter | undefined;
  #usable = true;
  #onLost: (reason: string) => void = () => {};
  #lastUse = Date.now();

  private constructor(socket: WebSocket, route: Route, received: () => number) {
    this.#socket = socket;
    this.#route = route;
    this.#received = received;
    takePieces(socket, (pieces) => this.#take(pieces));
    socket.on('message', (data, isBinary) => this.#answered(data, isBinary));
    socket.on('close', (code, reason) => this.#closed(code, reason.toString()));
    socket.on('error', (error: Error & {code?: string}) => {
      if (TOO_LONG.has(error.code ?? '')) this.#waiter?.reject(tooLong(route.limits.longestAnswer));
    }); // 'close' follows and says the rest
  }

  /**
   * Connect, verify the server and its host name, log in.
   * @throws {NetworkError} 107; {UserError} 129 where the certificate is not accepted; the abort reason of `signal`
   */
  static async open(route: Route, manner: Manner, signal?: AbortSignal): Promise<Connection> {
    const {endpoint, limits} = route;
    // Loaded while the name of the host is looked up: it takes some 15 ms.
    const [tls, {WebSocket: Socket}] = await Promise.all([reach(route, signal), import('ws')]);
    try {
      if (tls.errored) throw connectFailed(tls.errored, route);
      const socket = new Socket(`ws://${address(endpoint)}/websocket/json`, {
        createConnection: () => tls, // so it is in fact wss
        followRedirects: false,
        maxPayload: limits.longestAnswer,
        maxFragments: Math.ceil(limits.longestAnswer / SMALLEST_PIECE),
        headers: {'User-Agent': manner.userAgent},
        perMessageDeflate: manner.compressed,
      });
      await within(
        limits.upgrade,
        () => saysNothing('upgrade', limits.upgrade, endpoint),
        (s) => opened(socket, route, s),
        signal,
      );
      tls.unref(); // each request has its own clocks: a connection that waits for none keeps no process from its end
      return new Connection(socket, route, () => tls.bytesRead);
    } catch (error) {
      tls.destroy(); // whatever it was, nothing keeps the process from its end
      throw error;
    }
  }

  get isOpen(): boolean {
    return this.#usable && this.#socket.readyState === this.#socket.OPEN;
  }

  /** ms since the last answer, by the clock on the wall: a machine may have slept meanwhile. */
  get idleFor(): number {
    return Date.now() - this.#lastUse;
  }

  /** Be told when the other side closes the connection, or it breaks. */
  whenLost(react: (reason: string) => void): void {
    this.#onLost = react;
  }

  /** Whether the other side still answers. One that does not is given up. @param patience ms */
  async isAlive(patience: number): Promise<boolean> {
    const {promise, resolve} = Promise.withResolvers<boolean>();
    const yes = (): void => resolve(true);
    const no = (): void => resolve(false);
    const deadline = setTimeout(no, patience);
    this.#socket.once('pong', yes).once('close', no);
    this.#socket.ping();
    try {
      const alive = await promise;
      if (!alive) this.#giveUp();
      return alive;
    } finally {
      clearTimeout(deadline);
      this.#socket.off('pong', yes).off('close', no);
    }
  }

  /**
   * Send one message and wait for the answer's text. The caller keeps to one at a time.
   * @returns undefined for an answer that was taken while it came in
   * @throws {ConnectionLost} 107; {NetworkError} 110 where no answer comes in time; the abort reason of `signal`
   */
  async request(message: string, {timeout, signal, take}: Exchange): Promise<string | undefined> {
    const {promise, resolve, reject} = Promise.withResolvers<string | undefined>();
    signal?.throwIfAborted();
    // The websocket would take the message without a word, and no answer could ever come.
    if (!this.isOpen) throw this.#notSent();
    this.#waiter = {resolve, reject, take};
    const giveUp = (error: Error): void => {
      this.#giveUp();
      reject(error);
    };
    const deadline = setTimeout(() => giveUp(this.#noAnswer(timeout)), timeout);
    const stopPings = this.#watch(giveUp);
    const forget = onAbort(signal, giveUp);
    try {
      this.#socket.send(message, {compress: false}); // too short to be worth it
      return await promise;
    } finally {
      this.#lastUse = Date.now();
      clearTimeout(deadline);
      stopPings();
      forget();
    }
  }

  /** Say goodbye without waiting for the other side to answer it. */
  close(): void {
    if (!this.#usable) return;
    this.#usable = false;
    this.#socket.close(1000);
    setImmediate(() => this.#socket.terminate());
  }

  /** A service that neither sends nor pongs is gone, however long the request may take. */
  #watch(giveUp: (error: Error) => void): () => void {
    const {ping} = this.#route.limits;
    let received = -1;
    let looked = performance.now();
    const timer = setInterval(() => {
      // Who looks late was stopped or starved meanwhile, and has not read yet what came.
      const isLate = performance.now() - looked > 1.5 * ping;
      looked = performance.now();
      if (this.#received() === received && !isLate) return giveUp(this.#noAnswer(ping));
      received = this.#received();
      this.#socket.ping();
    }, ping);
    return () => clearInterval(timer);
  }

  /** @returns whether the bytes were taken */
  #take(pieces: readonly Buffer[]): boolean {
    const waiter = this.#waiter;
    if (waiter?.take === undefined) return false;
    const length = pieces.reduce((sum, each) => sum + each.length, 0);
    if (!waiter.isTaking && length < LONG) return false;
    waiter.isTaking = true;
    waiter.take(pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces));
    return true;
  }

  #answered(data: RawData, isBinary: boolean): void {
    const waiter = this.#waiter;
    this.#waiter = undefined;
    // An answer that no one asked for: from now on each would go to the wrong request.
    if (waiter === undefined) return this.#giveUp();
    if (waiter.isTaking) waiter.resolve(isBinary ? '' : undefined);
    else waiter.resolve(isBinary ? '' : (data as Buffer).toString());
  }

  #closed(code: number, reason: string): void {
    this.#usable = false;
    const detail = reason === '' ? `code ${code}` : `${reason}, code ${code}`;
    this.#waiter?.reject(
      new ConnectionLost(
        `The connection to ${address(this.#route.endpoint)} was lost (${detail}) before the answer came.`,
        {next: ['If the command changes something, look first whether it was done; then run it again.']},
      ),
    );
    this.#waiter = undefined;
    this.#onLost(detail);
  }

  #notSent(): RequestNotSent {
    return new RequestNotSent(
      `The connection to ${address(this.#route.endpoint)} was closed before the request was sent.`,
      {next: ['Run the command again: nothing was done.']},
    );
  }

  #giveUp(): void {
    this.#waiter = undefined;
    this.#usable = false;
    this.#socket.terminate();
  }

  #noAnswer(after: number): NetworkError {
    const {endpoint} = this.#route;
    return new NetworkError(`${address(endpoint)} gave no answer for ${seconds(after)}.`, {
      code: 'TIMED_OUT',
      next: reachAdvice(endpoint),
    });
  }
}

async function opened(socket: WebSocket, route: Route, signal: AbortSignal): Promise<void> {
  const {promise, resolve, reject} = Promise.withResolvers<void>();
  const forget = onAbort(signal, (reason) => {
    reject(reason);
    socket.terminate();
  });
  socket.on('error', (error) => reject(connectFailed(error, route)));
  socket.once('unexpected-response', (_request, response) => {
    reject(upgradeRefused(response.statusCode ?? 0, route));
    response.destroy();
  });
  socket.once('open', resolve);
  try {
    await promise;
    socket.removeAllListeners();
  } finally {
    forget();
  }
}
