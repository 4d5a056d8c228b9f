import {type ReadFile, readFile} from '../files/read-file.ts';
import {UnreadableFile} from '../files/unreadable-file.ts';
import {UserError} from '../errors/errors.ts';

/** More than any certificate, key or archive has; what is larger was meant for something else. */
const MAX_BYTES = 1_048_576;

/** What a file holds, its permission bits and its owner, taken from one open file. */
export type CredentialFile = Pick<ReadFile, 'bytes' | 'mode' | 'owner'>;

/**
 * Read a certificate, a key or an archive, from wherever the user keeps it. Who may own it, its reader decides.
 * @throws {UserError} 2 where there is no such file, 5 where it cannot be read, is no file or is too large
 */
export function readCredentialFile(path: string): CredentialFile {
  try {
    return readFile(path, {owner: 'anyone', limit: MAX_BYTES, link: 'follow'});
  } catch (cause) {
    if (!(cause instanceof UnreadableFile) || cause.systemCode !== 'EFBIG') throw cause;
    const message = `${path} is too large for a certificate or a key (more than 1 MB).`;
    throw new UserError(message, {exitCode: cause.exitCode, cause});
  }
}

/** Whether a failure to read says that there is nothing at all. */
export function isAbsent(error: unknown): boolean {
  return error instanceof UnreadableFile && error.isAbsent;
}
