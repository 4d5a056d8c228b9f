import {EXIT} from '../errors/exit-codes.ts';
import {UserError} from '../errors/errors.ts';
import {isSystemError, meaningOf} from '../errors/error-words.ts';

/** A file that is not read, and why. Exit code 2 where there is none, else 5. */
export class UnreadableFile extends UserError {
  /** of the file system, or ENOTREG, EOWNER, EFBIG, ELINK, EILSEQ for what we refuse */
  readonly systemCode: string;
  /** the code in words, as the end of a sentence */
  readonly reason: string;

  constructor(path: string, code: string, cause?: unknown) {
    const isAbsent = code === 'ENOENT' || code === 'ENOTDIR';
    const reason = meaningOf(code);
    const message = isAbsent ? `There is no file ${path}.` : `${path} cannot be read: ${reason}.`;
    super(message, {code: isAbsent ? 'NO_SUCH_FILE' : 'INPUT_OUTPUT', cause});
    this.systemCode = code;
    this.reason = reason;
  }

  /** Whether there is nothing at all at the path. */
  get isAbsent(): boolean {
    return this.exitCode === EXIT.NO_SUCH_FILE;
  }

  /** Name a failure to open or read. Where links are refused, a loop is a link. */
  static from(path: string, error: unknown, link: 'follow' | 'refuse'): unknown {
    if (!isSystemError(error)) return error;
    return new UnreadableFile(
      path,
      error.code === 'ELOOP' && link === 'refuse' ? 'ELINK' : error.code,
      error,
    );
  }
}
