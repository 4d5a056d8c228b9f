import {closeSync, constants, fstatSync, openSync, readSync} from 'node:fs';
import {UserError} from '../errors/errors.ts';

/** More than any certificate, key or archive has; what is larger was meant for something else. */
const MAX_BYTES = 1_048_576;

const ENOENT = 2;
const EIO = 5;

/** What a file holds and whose it is, taken from one open file: nobody can exchange it between two looks. */
export interface CredentialFile {
  readonly bytes: Buffer;
  /** permission bits, e.g. 0o600 */
  readonly mode: number;
  /** user id of the owner */
  readonly owner: number;
}

/**
 * Read a small file that may be anything: a pipe that nobody feeds, a device, a disk image.
 * @throws {UserError} 2 where there is no such file, 5 where it cannot be read, is no file or is too large
 */
export function readCredentialFile(path: string): CredentialFile {
  const fd = open(path);
  try {
    const {mode, uid, size} = fstatSync(fd);
    if ((mode & constants.S_IFMT) !== constants.S_IFREG) {
      throw new UserError(`${path} is not a file.`, {exitCode: EIO});
    }
    if (size > MAX_BYTES) throw tooLarge(path);
    const bytes = Buffer.alloc(size);
    const length = readSync(fd, bytes);
    return {bytes: bytes.subarray(0, length), mode: mode & 0o7777, owner: uid};
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw new UserError(`${path} cannot be read: ${textOf(cause)}.`, {exitCode: EIO, cause});
  } finally {
    closeSync(fd);
  }
}

/** Whether a failure to read says that there is nothing at all. */
export function isAbsent(error: unknown): boolean {
  return error instanceof UserError && error.exitCode === ENOENT;
}

function open(path: string): number {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new UserError(`There is no file ${path}.`, {exitCode: ENOENT, cause});
    }
    const reason: Record<string, string> = {EACCES: 'permission denied', ELOOP: 'its links lead in a circle'};
    const text = reason[String(code)] ?? textOf(cause);
    throw new UserError(`${path} cannot be read: ${text}.`, {exitCode: EIO, cause});
  }
}

function tooLarge(path: string): UserError {
  return new UserError(`${path} is too large for a certificate or a key (more than 1 MB).`, {exitCode: EIO});
}

function textOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return 'code' in cause ? String(cause.code) : cause.message;
}
