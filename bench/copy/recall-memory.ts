import {closeSync, openSync, rmSync, writeSync} from 'node:fs';
import {join} from 'node:path';

const BLOCK = Buffer.alloc(1024 * 1024);

/**
 * Has the system hold that much memory for the content of files, just free again. A hypervisor takes back what its guest
 * does not use for some seconds, and the first write into a page that it has to give again costs ten times that of another:
 * without this, most of what a copy takes would be the time in which the one who writes gets its memory.
 */
export function recallMemory(directory: string, bytes: number): void {
  const path = join(directory, 'memory');
  const file = openSync(path, 'wx');
  try {
    for (let left = bytes; left > 0; left -= BLOCK.length) writeSync(file, BLOCK);
  } finally {
    closeSync(file);
    rmSync(path);
  }
}
