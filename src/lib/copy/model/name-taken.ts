import {constants} from 'node:os';
import {ServerError} from '../../errors/errors.ts';

/** Another content has got a name that was free: it stays. */
export class NameTaken extends ServerError {
  constructor(message: string) {
    super(message, {
      exitCode: constants.errno.EEXIST,
      next: ['Give another name, or copy again with -f to replace what is there now.'],
    });
  }
}
