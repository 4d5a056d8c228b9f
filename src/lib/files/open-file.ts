import {closeSync, constants, fstatSync, openSync, type Stats} from 'node:fs';
import {type FileHandle, open} from 'node:fs/promises';
import {UnreadableFile} from './unreadable-file.ts';

/** What a file must be before a byte of it is read. */
export interface Terms {
  /** the user's own alone; the user's or root's; anyone's, where the place or the person says that it is right */
  readonly owner: 'own' | 'trusted' | 'anyone';
  /** bytes; a larger file is refused */
  readonly limit: number;
  /** what to do where the path ends in a link; refuse it where other users may write to the directory */
  readonly link: 'follow' | 'refuse';
  /** allow a pipe too, where the person names it, such as a shell's `<(...)`; read it as a stream, not in one go */
  readonly pipe?: 'allow';
}

/**
 * Open a file for reading that may be anything: a pipe without a writer, a device without an end, a file that another
 * user put there. Opening never blocks, and only what meets the terms is opened: a regular file, unless they say otherwise.
 * @returns the descriptor, to be closed by the caller, and what the open file is
 * @throws {UnreadableFile}
 */
export function openForReading(path: string, terms: Terms): {fd: number; stats: Stats} {
  let fd: number | undefined;
  try {
    fd = openSync(path, flagsOf(terms));
    const stats = fstatSync(fd);
    check(path, stats, terms);
    return {fd, stats};
  } catch (error) {
    if (fd !== undefined) closeSync(fd);
    throw UnreadableFile.from(path, error, terms.link);
  }
}

/** The same for code that waits: reads that take long must not stop everything else. */
export async function openHandle(path: string, terms: Terms): Promise<FileHandle> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, flagsOf(terms));
    check(path, await file.stat(), terms);
    return file;
  } catch (error) {
    await file?.close();
    throw UnreadableFile.from(path, error, terms.link);
  }
}

function flagsOf({link}: Terms): number {
  const {O_RDONLY, O_NONBLOCK, O_NOCTTY, O_NOFOLLOW} = constants;
  return O_RDONLY | O_NONBLOCK | O_NOCTTY | (link === 'refuse' ? O_NOFOLLOW : 0);
}

function check(path: string, stats: Stats, {owner, limit, pipe}: Terms): void {
  const isRight = stats.isFile() || (pipe === 'allow' && stats.isFIFO());
  if (!isRight) throw new UnreadableFile(path, stats.isDirectory() ? 'EISDIR' : 'ENOTREG');
  if (!isOwnerRight(stats.uid, owner)) throw new UnreadableFile(path, 'EOWNER');
  if (stats.size > limit) throw new UnreadableFile(path, 'EFBIG');
}

function isOwnerRight(uid: number, owner: Terms['owner']): boolean {
  if (owner === 'anyone') return true;
  return uid === process.geteuid?.() || (owner === 'trusted' && uid === 0);
}
