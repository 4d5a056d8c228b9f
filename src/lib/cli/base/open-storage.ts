import {parseBytes} from '../../copy/selection/quantity.ts';
import type {Environment} from '../../settings/environment.ts';
import {SECONDS} from '../../settings/kinds.ts';
import type {Storage} from '../../storage/storage.ts';
import {XrootdStorage} from '../../storage/xrootd-storage.ts';

/** What flags say of how storage elements are used. What they do not say, settings or defaults do. */
export interface StorageWishes {
  /** connections to each storage server */
  readonly streams?: number | undefined;
  /** requests in flight in one transfer */
  readonly chunks?: number | undefined;
  /** bytes of one request */
  readonly chunksz?: number | undefined;
  /** bytes a second, as `--limit-rate` takes it */
  readonly 'limit-rate'?: string | undefined;
  readonly http?: boolean | undefined;
}

/**
 * Make the storage elements as settings and flags want them used: the only place where commands get them from.
 * @param env where limits of the rate and of silence may be set for all runs
 * @throws {UserError} 22 for a limit that is none
 */
export async function openStorage(env: Environment, wishes: StorageWishes): Promise<Storage> {
  const {streams, chunks, chunksz, http} = wishes;
  const limit = wishes['limit-rate'] ?? env['ALIEN_LIMIT_RATE'];
  const rateLimit = limit ? parseBytes(limit, '--limit-rate') : 0;
  const stall = SECONDS.read(env['ALIEN_STALL_TIMEOUT'] ?? '');
  const stallTimeout = stall === undefined ? {} : {stallTimeout: Number(stall) * 1000};
  const storage = new XrootdStorage({
    rateLimit,
    ...stallTimeout,
    ...(streams !== undefined && {connections: streams}),
    ...(chunks !== undefined && {chunks}),
    ...(chunksz !== undefined && {chunkSize: chunksz}),
  });
  if (!http) return storage;
  const {HttpStorage} = await import('../../storage/http/http-storage.ts');
  return new HttpStorage(storage, {env, rateLimit, ...stallTimeout});
}
