import type {Settings} from '../../settings/configured-settings.ts';
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
  /** bytes a second; 0: no limit */
  readonly 'limit-rate'?: number | undefined;
  readonly http?: boolean | undefined;
}

/**
 * Make the storage elements as settings and flags want them used: the only place where commands get them from.
 * @param settings where limits of the rate and of silence may be set for all runs
 */
export async function openStorage(settings: Settings, wishes: StorageWishes): Promise<Storage> {
  const {streams, chunks, chunksz, http} = wishes;
  const rateLimit = wishes['limit-rate'] ?? settings.get('transfer.limit-rate');
  const stallTimeout = settings.get('transfer.stall-timeout') * 1000;
  const storage = new XrootdStorage({
    rateLimit,
    stallTimeout,
    ...(streams !== undefined && {connections: streams}),
    ...(chunks !== undefined && {chunks}),
    ...(chunksz !== undefined && {chunkSize: chunksz}),
  });
  if (!http) return storage;
  const {HttpStorage} = await import('../../storage/http/http-storage.ts');
  return new HttpStorage(storage, {env: settings.env, rateLimit, stallTimeout});
}
