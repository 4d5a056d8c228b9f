import {constants} from 'node:os';
import {AlienError, UserError} from './errors.ts';
import {isSystemError, meaningOf} from './error-words.ts';

/** Name a failure of the local file system by what went wrong and where. Other errors pass unchanged. */
export function localError(error: unknown, path: string): unknown {
  if (error instanceof AlienError || !isSystemError(error)) return error;
  if (error.code === 'ENOENT' && path.includes('\uFFFD')) return notUtf8(path, error);
  const meaning = meaningOf(error.code);
  const exitCode = constants.errno[error.code as keyof typeof constants.errno] ?? 5;
  return new UserError(`${path}: ${meaning}.`, {exitCode, cause: error});
}

/** Bytes of a name that are no UTF-8 are lost when it is read, so that the file is not found by it. */
function notUtf8(path: string, cause: unknown): UserError {
  return new UserError(`${path}: its name is not UTF-8, as names on the grid are.`, {
    exitCode: constants.errno.EILSEQ,
    next: ['Rename the file, for example with convmv.'],
    cause,
  });
}
