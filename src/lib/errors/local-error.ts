import {constants} from 'node:os';
import {AlienError, UserError} from './errors.ts';
import {isSystemError, meaningOf} from './error-words.ts';

/** Name a failure of the local file system by what went wrong and where. Other errors pass unchanged. */
export function localError(error: unknown, path: string): unknown {
  if (error instanceof AlienError || !isSystemError(error)) return error;
  const meaning = meaningOf(error.code);
  const exitCode = constants.errno[error.code as keyof typeof constants.errno] ?? 5;
  return new UserError(`${path}: ${meaning}.`, {exitCode, cause: error});
}
