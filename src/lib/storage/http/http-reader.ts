import {rm} from 'node:fs/promises';
import type {Range} from '../archive/archives.ts';
import {splitMember, storageHost} from '../../paths/replica-url.ts';
import type {DownloadCall, TransferCall, Transferred} from '../storage.ts';
import type {StoredReplica} from '../../paths/replica-url.ts';
import {partOf, piecesOf} from './http-body.ts';
import type {HttpClient} from './http-client.ts';
import {unfit} from './http-error.ts';
import {PartialTarget} from './partial-target.ts';
import {Patience} from './patience.ts';
import type {RateLimit} from './rate-limit.ts';

const TELL_EVERY = 1000;

export interface HttpReaderOptions {
  /** ms without a single byte after which a transfer has failed */
  readonly stallTimeout: number;
  readonly limit: RateLimit;
}

/** What a call is bound by: where it ends, and which piece is wanted. */
interface Bounds {
  readonly range: Range | undefined;
  /** bytes at the most */
  readonly most: number;
  readonly signal: AbortSignal;
  readonly patience: Patience;
}

/** Reads files and pieces of them over HTTP. */
export class HttpReader {
  readonly #client: HttpClient;
  readonly #stallTimeout: number;
  readonly #limit: RateLimit;

  constructor(client: HttpClient, {stallTimeout, limit}: HttpReaderOptions) {
    this.#client = client;
    this.#stallTimeout = stallTimeout;
    this.#limit = limit;
  }

  /** A file, or a piece of it, into a local one. */
  async fetch(replica: StoredReplica, path: string, call: DownloadCall, range?: Range): Promise<Transferred> {
    const begin = performance.now();
    const patience = new Patience();
    const signal = anyOf(call.signal, patience.signal);
    const open = () => (call.resume ? PartialTarget.goOn(path, signal) : PartialTarget.create(path));
    try {
      await using target = await open();
      const most = range?.length ?? call.size ?? Infinity;
      const resumed = await this.#fill(target, replica, {range, most, signal, patience}, call.onProgress);
      const md5 = await target.finish();
      const seconds = (performance.now() - begin) / 1000;
      return {bytes: target.offset, seconds, md5, ...(resumed > 0 && {resumed})};
    } catch (error) {
      const isOurs = (error as NodeJS.ErrnoException).code !== 'EEXIST';
      if (!call.resume && isOurs) await rm(path, {force: true});
      signal.throwIfAborted();
      throw error;
    } finally {
      patience.rest();
    }
  }

  /** @returns bytes that had been there */
  async #fill(
    target: PartialTarget,
    replica: StoredReplica,
    call: Bounds,
    onProgress: TransferCall['onProgress'],
  ): Promise<number> {
    const {range, most, signal, patience} = call;
    const host = storageHost(replica.url);
    const response = await this.#open(replica, target, call);
    const resumed = target.offset;
    let told = {at: performance.now(), bytes: resumed};
    const tell = () => {
      const now = {at: performance.now(), bytes: target.offset};
      onProgress?.(now.bytes, ((now.bytes - told.bytes) * 1000) / Math.max(1, now.at - told.at));
      told = now;
    };
    const telling = onProgress && setInterval(tell, TELL_EVERY);
    try {
      const stall = {ms: this.#stallTimeout, patience};
      for await (const pieces of piecesOf(response, host, stall)) {
        const bytes = pieces.reduce((sum, {length}) => sum + length, 0);
        if (target.offset + bytes > most) throw unfit(host, `sends more than the ${most} bytes of the file`);
        await target.write(pieces);
        await this.#limit.paid(bytes, signal);
      }
    } finally {
      clearInterval(telling);
      response.destroy();
    }
    if (range !== undefined && target.offset !== range.length)
      throw unfit(host, `sent ${target.offset} bytes of an archive in place of ${range.length}`);
    tell();
    return resumed;
  }

  /** The answer that continues where the target ends; a server that gives no pieces has the target begin again. */
  async #open(replica: StoredReplica, target: PartialTarget, call: Bounds) {
    const {range, signal, patience} = call;
    const rest = {signal, patience};
    const wanted = range ?? (target.offset > 0 ? {offset: target.offset} : undefined);
    const address = authorised(replica);
    if (wanted === undefined) return await this.#client.get(address, rest);
    const response = await this.#client.get(address, {...rest, range: headerOf(wanted)});
    if (partOf(response)?.begin === wanted.offset) return response;
    if (range !== undefined) {
      response.destroy();
      throw unfit(storageHost(replica.url), 'does not give pieces of files over HTTP');
    }
    await target.startAgain();
    if (response.statusCode === 200) return response;
    response.destroy();
    return await this.#client.get(address, rest);
  }

  /** A small piece of a file into memory. */
  async read(replica: StoredReplica, range: Range, caller: AbortSignal | undefined) {
    // XRootD gives no piece that is counted from the end when it is longer than the file.
    if (range.offset >= 0) return await this.#readPiece(replica, range, caller);
    const {size} = await this.#readPiece(replica, {offset: 0, length: 1}, caller);
    const offset = Math.max(0, size + range.offset);
    return await this.#readPiece(replica, {offset, length: Math.min(range.length, size - offset)}, caller);
  }

  async #readPiece(replica: StoredReplica, range: Range, caller: AbortSignal | undefined) {
    const host = storageHost(replica.url);
    const patience = new Patience();
    const signal = anyOf(caller, patience.signal);
    try {
      const response = await this.#client.get(authorised(replica), {
        range: headerOf(range),
        signal,
        patience,
      });
      const part = partOf(response);
      if (part === undefined) {
        response.destroy();
        throw unfit(host, 'does not give pieces of files over HTTP');
      }
      const all: Buffer[] = [];
      for await (const pieces of piecesOf(response, host, {ms: this.#stallTimeout, patience}))
        all.push(...pieces);
      return {bytes: Buffer.concat(all), size: part.size};
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      patience.rest();
    }
  }
}

/** The envelope comes fit for a url. */
function authorised({url, envelope}: StoredReplica): string {
  const {file} = splitMember(url);
  return `${file}${file.includes('?') ? '&' : '?'}authz=${envelope}`;
}

function headerOf({offset, length}: {readonly offset: number; readonly length?: number}): string {
  return `bytes=${offset}-${length === undefined ? '' : offset + length - 1}`;
}

function anyOf(caller: AbortSignal | undefined, own: AbortSignal): AbortSignal {
  return caller === undefined ? own : AbortSignal.any([caller, own]);
}
