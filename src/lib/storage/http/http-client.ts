import type {IncomingMessage} from 'node:http';
import {Agent as PlainAgent, get as getPlain} from 'node:http';
import {get as getSecure} from 'node:https';
import type {Authorities} from '../../trust/authorities.ts';
import {type ClientIdentity, VerifyingAgent} from '../../trust/verifying-agent.ts';
import {storageHost} from '../../paths/replica-url.ts';
import {connectError, noAnswer, noConnection, statusError, unfit} from './http-error.ts';
import type {Patience} from './patience.ts';

const MOST_REDIRECTS = 5;
/** Bytes of an answer that are sooner read than a connection is made. */
const SHORT = 65_536;

export interface HttpLimits {
  /** ms to wait for a connection */
  readonly connectTimeout: number;
  /** ms without a single byte */
  readonly stallTimeout: number;
}

export interface HttpCall {
  /** as in the header: `bytes=0-99` */
  readonly range?: string;
  /** further headers; another host gets them too where a server sends there, so they hold no secret */
  readonly headers?: Readonly<Record<string, string>>;
  /** that of the caller and that of `patience` */
  readonly signal: AbortSignal;
  readonly patience: Patience;
}

/** Asks servers for files over HTTP and HTTPS. Connections are kept for the next file. */
export class HttpClient {
  readonly #authorities: () => Authorities;
  readonly #limits: HttpLimits;
  readonly #identity: ClientIdentity | undefined;
  readonly #plain = new PlainAgent({keepAlive: true});
  #secure: VerifyingAgent | undefined;

  /**
   * @param authorities those of the grid, which vouch for servers; loaded for the first secure connection
   * @param identity what this side shows at a secure connection; none: nothing
   */
  constructor(authorities: () => Authorities, limits: HttpLimits, identity?: ClientIdentity) {
    this.#authorities = authorities;
    this.#limits = limits;
    this.#identity = identity;
  }

  /**
   * Ask for a file, and follow where a storage sends to. Headers never hold a secret, so another host gets none.
   * @returns the answer, whose body has not been read: 200, or 206 or 416 where a range was asked for
   * @throws {ServerError} {NetworkError} for any other answer, or none; the reason of the signal
   */
  async get(address: string, call: HttpCall): Promise<IncomingMessage> {
    let url = checked(address);
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      const response = await this.#ask(url, call, true);
      const {statusCode: status = 0, headers} = response;
      if (status === 200 || (call.range !== undefined && (status === 206 || status === 416))) return response;
      letGo(response);
      if (status < 300 || status > 399 || headers.location === undefined) throw statusError(status, url.host);
      url = checked(headers.location, url);
    }
    throw unfit(url.host, 'sends from one place to the next without an end');
  }

  async #ask(url: URL, call: HttpCall, mayReuse: boolean): Promise<IncomingMessage> {
    const {signal, range, patience, headers} = call;
    const {connectTimeout, stallTimeout} = this.#limits;
    const {promise, resolve, reject} = Promise.withResolvers<IncomingMessage>();
    const isSecure = url.protocol === 'https:';
    const agent = isSecure ? this.#secureAgent() : this.#plain;
    const request = (isSecure ? getSecure : getPlain)(url, {
      agent,
      signal,
      // Some servers know this header by this spelling only.
      headers: {
        ...headers,
        ...(range !== undefined && {Range: range}),
        ...(!mayReuse && {Connection: 'close'}),
      },
    });
    patience.wait(connectTimeout, () => noConnection(connectTimeout, url.host));
    request.once('finish', () => patience.wait(stallTimeout, () => noAnswer(stallTimeout, url.host)));
    request.once('response', resolve).on('error', reject);
    try {
      return await promise;
    } catch (error) {
      signal.throwIfAborted();
      // The server has closed a kept connection at the moment at which it was used again.
      if (request.reusedSocket && mayReuse) return await this.#ask(url, call, false);
      throw connectError(error as Error, url.host);
    } finally {
      patience.rest();
    }
  }

  #secureAgent(): VerifyingAgent {
    return (this.#secure ??= new VerifyingAgent(this.#authorities(), {keepAlive: true, ...this.#identity}));
  }
}

/** What a server says besides is read where it is short: the connection can then be used again. */
function letGo(response: IncomingMessage): void {
  response.on('error', () => undefined);
  if (Number(response.headers['content-length'] ?? Infinity) <= SHORT) response.resume();
  else response.destroy();
}

/** @param from who sends there */
function checked(address: string, from?: URL): URL {
  const url = URL.parse(address, from?.href);
  if (url !== null && /^https?:$/.test(url.protocol)) return url;
  if (from === undefined) throw unfit(storageHost(address), 'has an address that cannot be read');
  throw unfit(from.host, 'sends to an address that is not one of HTTP');
}
