import {chmodSync, lstatSync, readdirSync} from 'node:fs';
import {makeLocalDirectories} from '../files/make-local-directories.ts';
import {readFile} from '../files/read-file.ts';

/** Bytes of a file that is worth reading; more is nothing that was written here. */
const MOST_BYTES = 64 << 20;

/**
 * Make a directory for no one but us, or make sure that the one that is there is that.
 * @throws {Error} where it is a link or someone else's, or cannot be made
 */
export function makePrivate(directory: string): void {
  makeLocalDirectories(directory, 0o700);
  const mode = modeOfOwn(directory);
  if (mode === undefined) throw new Error(`${directory} is not ours`);
  if ((mode & 0o077) !== 0) chmodSync(directory, 0o700);
}

/** @returns what is in a directory of ours; nothing where it is a link or someone else's, or cannot be read */
export function namesIn(directory: string): string[] {
  try {
    return modeOfOwn(directory) === undefined ? [] : readdirSync(directory);
  } catch {
    return [];
  }
}

function modeOfOwn(directory: string): number | undefined {
  const state = lstatSync(directory, {throwIfNoEntry: false});
  return state?.isDirectory() && state.uid === process.getuid?.() ? state.mode : undefined;
}

/** @returns the text and the age in ms of a file of ours; undefined for links, pipes, and what belongs to another user */
export function readOwn(path: string): {text: string; age: number} | undefined {
  try {
    const {bytes, modified} = readFile(path, {owner: 'own', limit: MOST_BYTES, link: 'refuse'});
    return {text: bytes.toString(), age: Date.now() - modified};
  } catch {
    return undefined;
  }
}
