/** What the file system's error codes mean, as the end of a sentence about a file; the codes of our own last. */
const MEANINGS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or directory',
  EACCES: 'permission denied',
  EPERM: 'the operation is not permitted',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of the path is not a directory',
  EEXIST: 'it exists already',
  ENOSPC: 'no space is left on the disk',
  EDQUOT: 'the quota of the disk is used up',
  EROFS: 'the file system is read-only',
  ENAMETOOLONG: 'the name is too long for this file system',
  ELOOP: 'there are too many symbolic links on the way',
  EIO: 'the disk or its file system has failed',
  EMFILE: 'too many files are open',
  EPIPE: 'the program that reads from it has ended',
  EILSEQ: 'it is not text in UTF-8',
  ENXIO: 'it is a pipe that no other program has open, or a device that is not there',
  ENOTREG: 'it is not a regular file',
  EOWNER: 'it belongs to another user',
  EFBIG: 'it is too large',
  ELINK: 'it is a symbolic link',
};

/** Say what an error code of the file system means; a code that is not known is its own word. */
export function meaningOf(code: string): string {
  return MEANINGS[code] ?? code;
}

/** An error that a call to the file system threw. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException & {code: string} {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}

/** Why something of this machine failed, in words: what the error code of the file system means, else the message. */
export function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return 'code' in cause && typeof cause.code === 'string' ? meaningOf(cause.code) : cause.message;
}
