import {stat} from 'node:fs/promises';
import {openNamedStream} from '../../files/named-stream.ts';

/** Whether a file that is said to be empty holds something: it was written meanwhile, or the kernel makes it up. */
export async function holdsAnything(path: string): Promise<boolean> {
  try {
    for await (const _ of openNamedStream(path)) return true;
  } catch {
    // The upload reads it again, and then says what is wrong.
  }
  return false;
}

/** Whether a file has this size, by what the file system says. */
export async function isOfSize(path: string, size: number): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.size === size;
}
