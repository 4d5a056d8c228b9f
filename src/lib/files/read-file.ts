import {closeSync, readSync} from 'node:fs';
import {openForReading, type Terms} from './open-file.ts';
import {UnreadableFile} from './unreadable-file.ts';

const PIECE = 64 << 10;

/** What a file holds and whose it is, taken from one open file: no one can exchange it between two looks. */
export interface ReadFile {
  readonly bytes: Buffer;
  /** permission bits, e.g. 0o600 */
  readonly mode: number;
  /** user id of the owner */
  readonly owner: number;
  /** group id */
  readonly group: number;
  /** of the last change of its content, in ms since 1970 */
  readonly modified: number;
}

/**
 * Read a small file as a whole: state, configuration, credentials, journals. The one way to read what another process
 * or another user may have put in the file's place; see `openForReading`.
 * @throws {UnreadableFile} for what is absent, no regular file, not to be trusted or too large
 */
export function readFile(path: string, terms: Terms): ReadFile {
  const {fd, stats} = openForReading(path, terms);
  try {
    const bytes = readAll(fd, path, stats.size, terms.limit);
    const {mode, uid, gid, mtimeMs} = stats;
    return {bytes, mode: mode & 0o7777, owner: uid, group: gid, modified: mtimeMs};
  } catch (error) {
    throw UnreadableFile.from(path, error, terms.link);
  } finally {
    closeSync(fd);
  }
}

/** The size is a hint: it is 0 for the files of /proc, and a file may grow while it is read. */
function readAll(fd: number, path: string, size: number, limit: number): Buffer {
  const pieces: Buffer[] = [];
  let total = 0;
  for (;;) {
    const piece = Buffer.allocUnsafe(total === 0 ? size + 1 : PIECE);
    const length = readSync(fd, piece);
    if (length === 0) break;
    total += length;
    if (total > limit) throw new UnreadableFile(path, 'EFBIG');
    pieces.push(piece.subarray(0, length));
  }
  return pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces, total);
}
