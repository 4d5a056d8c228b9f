import {createHash} from 'node:crypto';
import {chmod, mkdtemp, rename, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {basename, dirname, join} from 'node:path';
import {fetchTemporary} from '../copy/fetch-temporary.ts';
import type {CopyServices} from '../copy/services.ts';
import {localError} from '../errors/local-error.ts';
import {readFile} from '../files/read-file.ts';
import {UnreadableFile} from '../files/unreadable-file.ts';
import {basenameOfLfn, type Lfn} from '../paths/lfn.ts';

/** Bytes of a text that editors take; more is data. */
const LARGEST = 256 << 20;

/** Bytes of a name that file systems take. */
const LONGEST_NAME = 255;

/**
 * A grid file that a person edits here, in a directory that only they can enter. Unlike other temporary files it
 * outlives the process until it is discarded: what was typed exists nowhere else.
 */
export class Draft {
  /** absolute; it has the name of the grid file, so that the editor knows its kind */
  readonly path: string;
  readonly #before: string;

  private constructor(path: string) {
    this.path = path;
    this.#before = md5Of(path);
  }

  /**
   * @param exists the file is fetched; else the draft is empty
   * @throws {AlienError} where it cannot be fetched, or there is no place for it; nothing is left then
   */
  static async open(lfn: Lfn, exists: boolean, services: CopyServices, signal: AbortSignal): Promise<Draft> {
    const directory = await mkdtemp(join(tmpdir(), 'alien-edit-')).catch((error: unknown) => {
      throw localError(error, tmpdir());
    });
    try {
      return new Draft(
        exists ? await fetchInto(directory, lfn, services, signal) : await makeIn(directory, lfn),
      );
    } catch (error) {
      await rm(directory, {recursive: true, force: true});
      throw error;
    }
  }

  /**
   * Whether the text is another one than at the beginning.
   * @throws {UserError} where it cannot be read any more
   */
  isChanged(): boolean {
    return md5Of(this.path) !== this.#before;
  }

  async discard(): Promise<void> {
    await rm(dirname(this.path), {recursive: true, force: true});
  }
}

async function fetchInto(
  directory: string,
  lfn: Lfn,
  services: CopyServices,
  signal: AbortSignal,
): Promise<string> {
  await using fetched = await fetchTemporary(lfn, services, signal);
  const path = join(directory, basename(fetched.path));
  await rename(fetched.path, path);
  await chmod(path, 0o600);
  return path;
}

async function makeIn(directory: string, lfn: Lfn): Promise<string> {
  const name = basenameOfLfn(lfn);
  const path = join(directory, Buffer.byteLength(name) > LONGEST_NAME ? 'file' : name);
  await writeFile(path, '', {mode: 0o600, flag: 'wx'});
  return path;
}

function md5Of(path: string): string {
  try {
    const {bytes} = readFile(path, {owner: 'anyone', limit: LARGEST, link: 'follow'});
    return createHash('md5').update(bytes).digest('hex');
  } catch (error) {
    throw localError(error instanceof UnreadableFile ? (error.cause ?? error) : error, path);
  }
}
