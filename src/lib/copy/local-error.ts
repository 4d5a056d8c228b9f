import {constants} from 'node:os';
import {AlienError, UserError} from '../errors/errors.ts';

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
};

/** Name a failure of the local file system by what went wrong and where. Other errors pass unchanged. */
export function localError(error: unknown, path: string): unknown {
  if (error instanceof AlienError || !isSystemError(error)) return error;
  const meaning = MEANINGS[error.code] ?? error.code;
  const exitCode = constants.errno[error.code as keyof typeof constants.errno] ?? 5;
  return new UserError(`${path}: ${meaning}.`, {exitCode, cause: error});
}

export function isSystemError(error: unknown): error is NodeJS.ErrnoException & {code: string} {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}
