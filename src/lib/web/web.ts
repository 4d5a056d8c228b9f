import type {IncomingMessage} from 'node:http';
import {selectCredentials} from '../credentials/select.ts';
import {isEncrypted} from '../credentials/private-key.ts';
import {UserError} from '../errors/errors.ts';
import type {Environment} from '../settings/environment.ts';
import {piecesOf} from '../storage/http/http-body.ts';
import {HttpClient} from '../storage/http/http-client.ts';
import {unfit} from '../storage/http/http-error.ts';
import {PartialTarget} from '../storage/http/partial-target.ts';
import {Patience} from '../storage/http/patience.ts';
import {loadAuthorities} from '../trust/authorities.ts';
import type {ClientIdentity} from '../trust/verifying-agent.ts';

/** Bytes of an answer that is held in memory. */
const LONGEST_TEXT = 64 << 20;

export interface WebCall {
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** Asks web services of the experiment. A secure connection is verified by the authorities of the grid. */
export class Web {
  readonly #client: HttpClient;
  readonly #timeout: number;

  /**
   * @param env where certificates and authorities are found
   * @param timeout ms to wait for a connection, and for each further byte
   */
  constructor(env: Environment, timeout: number) {
    this.#timeout = timeout;
    const limits = {connectTimeout: timeout, stallTimeout: timeout};
    this.#client = new HttpClient(() => loadAuthorities(env), limits, identityOf(env));
  }

  /**
   * The value of a JSON answer.
   * @throws {ServerError} where the answer is none; 2 for a page that is not there; {NetworkError} without an answer
   */
  async json(url: URL, call: WebCall): Promise<unknown> {
    const all: Buffer[] = [];
    let size = 0;
    await this.#read(url, call, (pieces) => {
      all.push(...pieces);
      size += pieces.reduce((sum, {length}) => sum + length, 0);
      if (size > LONGEST_TEXT) throw unfit(url.host, `sends more than ${LONGEST_TEXT} bytes`);
    });
    try {
      return JSON.parse(Buffer.concat(all).toString()) as unknown;
    } catch {
      throw unfit(url.host, 'answers with what is not JSON');
    }
  }

  /**
   * Fetch into a new file, which is removed if that fails.
   * @returns what came; md5 in lower-case hex
   */
  async file(url: URL, path: string, call: WebCall): Promise<{bytes: number; md5: string}> {
    const {rm} = await import('node:fs/promises');
    try {
      await using target = await PartialTarget.create(path);
      await this.#read(url, call, (pieces) => target.write(pieces));
      return {md5: await target.finish(), bytes: target.offset};
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') await rm(path, {force: true});
      throw error;
    }
  }

  async #read(
    url: URL,
    {headers, signal: caller}: WebCall,
    take: (pieces: readonly Buffer[]) => Promise<void> | void,
  ): Promise<void> {
    const patience = new Patience();
    const signal = AbortSignal.any([caller, patience.signal]);
    let response: IncomingMessage | undefined;
    try {
      response = await this.#client.get(url.href, {signal, patience, ...(headers && {headers})});
      for await (const pieces of piecesOf(response, url.host, {ms: this.#timeout, patience}))
        await take(pieces);
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      patience.rest();
      response?.destroy();
    }
  }
}

/**
 * The address of a service as people write it: `host`, `host:port`, `http://host`.
 * @throws {UserError} 22 for what is none
 */
export function serviceUrl(text: string): URL {
  const url = URL.parse(/^[a-z]+:\/\//i.test(text) ? text : `http://${text}`);
  if (url !== null && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '') return url;
  throw new UserError(`${text} is not the address of a web service.`, {
    next: ['Write it as HOST, HOST:PORT, http://HOST or https://HOST.'],
  });
}

/** What can be shown without asking for a pass phrase; most services want nothing. */
function identityOf(env: Environment): ClientIdentity | undefined {
  try {
    const found = selectCredentials(env);
    if ('archive' in found || isEncrypted(found.keyPem)) return undefined;
    return {cert: found.certificatePem, key: found.keyPem};
  } catch {
    return undefined;
  }
}
