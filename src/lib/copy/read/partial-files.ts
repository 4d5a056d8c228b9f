import {lstat, readdir, realpath, rename, rm} from 'node:fs/promises';
import {basename, dirname, join} from 'node:path';
import {lifeOf, type MarkedProcess} from '../../traces/process-mark.ts';
import {
  contentKey,
  destinationKey,
  isLeftover,
  type PartialKeys,
  partialName,
  readTemporaryName,
  type TemporaryKind,
  temporaryName,
} from '../../traces/temporary-name.ts';
import {contentOf, type DownloadItem} from '../model/plan.ts';

/** A partial file is kept when so many bytes have arrived; the last half of that is fetched again in any case. */
const LEAST_KEPT = 32 << 20;

/** ms after which a partial file that no run came back for is removed. */
const KEPT_FOR = 7 * 24 * 3_600_000;

/** ms without a change after which a process of another machine counts as gone: it cannot be looked for. */
const SILENCE_OF_OTHERS = 3_600_000;

/** What transfers of this process are writing to: its own pid tells nothing about that. */
const inUse = new Set<string>();

interface Leftover extends PartialKeys {
  readonly kind: TemporaryKind;
  readonly path: string;
}

/** The incomplete files of downloads: their names, what earlier runs have left of them, and what is kept. */
export class PartialFiles {
  /** by directory, then by what stands for the destination; each directory is looked at once */
  readonly #leftovers = new Map<string, Promise<Map<string, Leftover[]>>>();
  /** the own names of directories */
  readonly #directories = new Map<string, Promise<string>>();

  /**
   * Choose the path to fetch a file to, in the directory of its destination. What an earlier run has left of the same
   * content is there afterwards, if it is worth going on with; other leftovers of the destination are removed.
   * Release it when done.
   */
  async claim(item: DownloadItem): Promise<string> {
    const name = basename(item.destination);
    const directory = await this.#real(dirname(item.destination));
    const content = contentOf(item);
    const mine = join(directory, partialName(name, content));
    const all = await this.#in(directory); // before it is in use: a process with our number may have left it
    if (inUse.has(mine)) return join(directory, temporaryName(name));
    inUse.add(mine);
    const leftovers = (all.size > 0 && all.get(destinationKey(name))) || [];
    let found = false;
    for (const {kind, path, content: key} of leftovers) {
      if (path !== mine && inUse.has(path)) continue;
      const isWanted = !found && canGoOn(item) && key === contentKey(content) && kind === 'part';
      if (isWanted) found = path === mine || (await take(path, mine));
      else if (path !== mine || !found) await rm(path, {force: true}).catch(() => undefined);
    }
    return mine;
  }

  /** Remove what is of no use to anyone in a directory, once, also where nothing is to be fetched to it. */
  async sweep(directory: string): Promise<void> {
    await this.#in(await this.#real(directory));
  }

  /** @returns bytes of an incomplete file that are kept for a later run; it is removed where it is not worth keeping */
  async leave(path: string, worthKeeping: boolean): Promise<number> {
    const size = worthKeeping ? await sizeOf(path) : 0;
    if (size >= LEAST_KEPT) return size;
    await rm(path, {force: true}).catch(() => undefined); // another error is being told
    return 0;
  }

  release(path: string): void {
    inUse.delete(path);
  }

  /** By a link a directory has two names, and two files of the same content would be written to one. */
  #real(directory: string): Promise<string> {
    const known = this.#directories.get(directory) ?? realpath(directory).catch(() => directory);
    this.#directories.set(directory, known);
    return known;
  }

  #in(directory: string): Promise<Map<string, Leftover[]>> {
    const known = this.#leftovers.get(directory) ?? leftoversIn(directory);
    this.#leftovers.set(directory, known);
    return known;
  }
}

/** Whether a later run can go on with a part of the file: the whole has to be proved by a checksum. */
export function canGoOn({size, md5}: Pick<DownloadItem, 'size' | 'md5'>): boolean {
  return size > LEAST_KEPT && md5 !== undefined;
}

/** What processes that are gone have left in a directory. What is of no use to anyone is removed. */
async function leftoversIn(directory: string): Promise<Map<string, Leftover[]>> {
  const found = new Map<string, Leftover[]>();
  for (const name of await readdir(directory).catch(() => [])) {
    const {kind, process: maker, partial} = readTemporaryName(name) ?? {};
    const path = join(directory, name);
    if (kind === undefined || maker === undefined || inUse.has(path)) continue;
    if (partial === undefined && !isLeftover(name)) continue; // only for partial files it is known what is in use here
    const state = await lstat(path).catch(() => undefined);
    if (!state?.isFile() || state.uid !== process.getuid?.() || isInWork(maker, state.mtimeMs)) continue;
    if (partial === undefined || state.size < LEAST_KEPT || Date.now() - state.mtimeMs > KEPT_FOR) {
      await rm(path, {force: true}).catch(() => undefined);
      continue;
    }
    const others = found.get(partial.destination) ?? [];
    found.set(partial.destination, [...others, {...partial, kind, path}]);
  }
  return found;
}

function isInWork(maker: MarkedProcess, changed: number): boolean {
  const life = lifeOf(maker);
  // what this process is writing to is known
  return life === 'alive' || (life === 'unknown' && Date.now() - changed < SILENCE_OF_OTHERS);
}

/** Of several processes that want the same leftover one gets it. */
async function take(path: string, mine: string): Promise<boolean> {
  return await rename(path, mine).then(
    () => true,
    () => false,
  );
}

async function sizeOf(path: string): Promise<number> {
  return await lstat(path).then(
    ({size}) => size,
    () => 0,
  );
}
