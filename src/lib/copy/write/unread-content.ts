import type {BigIntStats} from 'node:fs';
import {stat} from 'node:fs/promises';
import {changedMeanwhile} from '../../errors/changed-source.ts';
import type {Storage, Transferred} from '../../storage/storage.ts';
import type {StoredReplica} from '../../paths/replica-url.ts';
import type {Content, SendCall} from '../model/content.ts';
import {localError} from '../../errors/local-error.ts';

/** Bytes from which a file is not read before it is sent: its md5 is told with the registration. */
const WORTH_ONE_READING = 32 << 20;

/**
 * A large file of this machine that has not been read yet. Its md5 is that of the bytes that were sent first; what was
 * sent of a file that changed meanwhile counts for nothing.
 */
export class UnreadContent implements Content {
  readonly size: number;
  readonly #path: string;
  readonly #before: BigIntStats;
  readonly #storage: Storage;
  #md5: string | undefined;

  private constructor(path: string, before: BigIntStats, storage: Storage) {
    this.#path = path;
    this.#before = before;
    this.#storage = storage;
    this.size = Number(before.size);
  }

  /**
   * @param expected bytes, as far as is known
   * @returns undefined for a file that is better read first
   * @throws {UserError} where it cannot be looked at
   */
  static async of(path: string, expected: number, storage: Storage): Promise<UnreadContent | undefined> {
    if (expected < WORTH_ONE_READING) return undefined;
    const before = await look(path);
    return before.size < WORTH_ONE_READING ? undefined : new UnreadContent(path, before, storage);
  }

  get md5(): string | undefined {
    return this.#md5;
  }

  async send(replica: StoredReplica, call: SendCall): Promise<Transferred> {
    const sent = await this.#storage.upload(this.#path, replica, call);
    const after = await look(this.#path);
    const isSame = (['dev', 'ino', 'size', 'mtimeNs'] as const).every(
      (key) => after[key] === this.#before[key],
    );
    if (!isSame) throw changedMeanwhile(this.#path);
    this.#md5 ??= sent.md5;
    return sent;
  }
}

async function look(path: string): Promise<BigIntStats> {
  return await stat(path, {bigint: true}).catch((error: unknown) => {
    throw localError(error, path);
  });
}
