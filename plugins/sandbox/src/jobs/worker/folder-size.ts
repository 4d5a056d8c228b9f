import {lstat, readdir} from 'node:fs/promises';
import {join} from 'node:path';

const BLOCK = 512;

/** Bytes on disk below a folder, links not followed. It stops to count when there are more than `enough`. */
export async function folderSize(folder: string, enough: number): Promise<number> {
  let total = 0;
  const open = [folder];
  for (let next = open.pop(); next !== undefined && total <= enough; next = open.pop()) {
    // What goes meanwhile, or cannot be looked into, is not counted.
    const entries = await readdir(next, {withFileTypes: true}).catch(() => []);
    for (const entry of entries) {
      const path = join(next, entry.name);
      if (entry.isDirectory()) open.push(path);
      total += await lstat(path).then(
        ({blocks}) => blocks * BLOCK,
        () => 0,
      );
      if (total > enough) break;
    }
  }
  return total;
}
