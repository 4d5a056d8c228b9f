import {lstat, readdir, stat, statfs} from 'node:fs/promises';
import {basename, dirname, join} from 'node:path';
import {UserError} from '../../errors/errors.ts';
import {contentKey, destinationKey, readTemporaryName} from '../../traces/temporary-name.ts';
import {formatBytes} from '../../words/format-bytes.ts';
import {contentOf, type DownloadItem} from '../model/plan.ts';

/** What is to be written to one file system. */
interface Load {
  readonly directory: string;
  readonly free: number;
  readonly items: DownloadItem[];
}

/**
 * See whether downloads have room, as far as can be told: others write to the same disk, and quotas do not show.
 * What is there already, and what an earlier run has left to go on with, needs no more. Nothing is changed.
 * @throws {UserError} 28 with what is needed and what is free
 */
export async function refuseFullDisk(downloads: readonly DownloadItem[]): Promise<void> {
  for (const {directory, free, items} of await loadsOf(downloads)) {
    if (sumOf(items) <= free) continue; // no need to look closer
    const needed = sumOf(items) - (await alreadyThere(items));
    if (needed <= free) continue;
    throw new UserError(`${formatBytes(needed)} are needed in ${directory}, ${formatBytes(free)} are free.`, {
      code: 'NO_SPACE',
      next: ['Make room, copy to another disk, or copy a part: `--glob`, `--maxsize`, `-l` choose.'],
    });
  }
}

async function loadsOf(downloads: readonly DownloadItem[]): Promise<Iterable<Load>> {
  const byBase = Map.groupBy(downloads, ({base}) => base);
  const loads = new Map<number, Load>();
  for (const [base, items] of byBase) {
    const directory = await nearestDirectory(base);
    const facts = await Promise.all([stat(directory), statfs(directory)]).catch(() => undefined);
    if (facts === undefined) continue; // it cannot be told; what is wrong there the copies will say
    const [{dev}, {bavail, bsize, blocks}] = facts;
    if (blocks === 0) continue; // some network file systems tell nothing
    const load = loads.get(dev) ?? {directory, free: bavail * bsize, items: []};
    load.items.push(...items);
    loads.set(dev, load);
  }
  return loads.values();
}

async function nearestDirectory(path: string): Promise<string> {
  const facts = await stat(path).catch(() => undefined);
  return facts?.isDirectory() || path === dirname(path) ? path : await nearestDirectory(dirname(path));
}

/** Bytes of files that are complete, and of partial ones. */
async function alreadyThere(items: readonly DownloadItem[]): Promise<number> {
  let bytes = 0;
  for (const [directory, here] of Map.groupBy(items, ({destination}) => dirname(destination))) {
    const partials = await partialsIn(directory);
    for (const item of here) {
      const facts = await stat(item.destination).catch(() => undefined);
      const isStream = facts?.isCharacterDevice() || facts?.isFIFO(); // takes no room
      const size = isStream ? item.size : facts?.size;
      const partial = partials.get(
        partialKey(destinationKey(basename(item.destination)), contentKey(contentOf(item))),
      );
      bytes += size === item.size ? size : Math.min(partial ?? 0, item.size);
    }
  }
  return bytes;
}

/** The size of the largest partial file, for each destination and content. */
async function partialsIn(directory: string): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  for (const name of await readdir(directory).catch(() => [])) {
    const {kind, partial} = readTemporaryName(name) ?? {};
    if (kind !== 'part' || partial === undefined) continue;
    const size = (await lstat(join(directory, name)).catch(() => undefined))?.size ?? 0;
    const key = partialKey(partial.destination, partial.content);
    sizes.set(key, Math.max(size, sizes.get(key) ?? 0));
  }
  return sizes;
}

function partialKey(destination: string, content: string): string {
  return `${destination} ${content}`;
}

function sumOf(items: readonly DownloadItem[]): number {
  return items.reduce((sum, {size}) => sum + size, 0);
}
