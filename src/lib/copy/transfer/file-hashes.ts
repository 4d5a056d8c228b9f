import {Limiter} from '../../flow/limiter.ts';
import {type HashSmallFiles, SMALL_FILE} from '../../storage/local-disk.ts';
import type {HashedFile} from '../model/content.ts';
import {hashFile} from './hash-file.ts';

/** More would put a strain on the disk and the one thread of this process. */
const PARALLEL = 2;
/** Small files of one call: of a slow disk others should not wait for too many. */
const MOST_TOGETHER = 32;

interface Waiting {
  readonly path: string;
  readonly resolve: (known: {readonly size: number; readonly md5: string} | undefined) => void;
}

/**
 * Reads the local files of one copy for their md5, bound by the disk and one core. Small ones that are wanted at about
 * the same time are read by one call: one by one, opening, reading and closing each in another thread takes many times
 * longer than the md5.
 */
export class FileHashes {
  readonly #turns = new Limiter(PARALLEL);
  readonly #hashSmall: HashSmallFiles;
  #waiting: Waiting[] = [];
  #isDue = false;

  constructor(hashSmall: HashSmallFiles) {
    this.#hashSmall = hashSmall;
  }

  /**
   * @param expected bytes, as far as is known
   * @param onBytes told of the bytes so far, now and then
   * @throws {UserError} where it cannot be read; the reason of `signal`
   */
  async hash(
    path: string,
    expected: number,
    signal: AbortSignal,
    onBytes: (bytes: number) => void,
  ): Promise<HashedFile> {
    const known = expected > SMALL_FILE ? undefined : await this.#together(path);
    if (known === undefined)
      return await this.#turns.run(() => hashFile(path, expected, signal, onBytes), signal);
    signal.throwIfAborted();
    onBytes(known.size);
    return {path, ...known};
  }

  #together(path: string): Promise<{readonly size: number; readonly md5: string} | undefined> {
    const {promise, resolve} = Promise.withResolvers<
      {readonly size: number; readonly md5: string} | undefined
    >();
    this.#waiting.push({path, resolve});
    this.#consider();
    return promise;
  }

  /** Once all that happens at this moment has happened. */
  #consider(): void {
    if (this.#isDue || this.#waiting.length === 0) return;
    this.#isDue = true;
    setImmediate(() => {
      void this.#turns.run(() => {
        this.#isDue = false;
        const group = this.#waiting.splice(0, MOST_TOGETHER);
        this.#consider();
        return this.#settle(group);
      });
    });
  }

  /** Where it cannot be done together each of them shows by itself what is wrong. */
  async #settle(group: readonly Waiting[]): Promise<void> {
    const known = await this.#hashSmall(group.map(({path}) => path)).catch(() => []);
    for (const [i, {resolve}] of group.entries()) resolve(known[i]);
  }
}
