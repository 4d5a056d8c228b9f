import {
  closeSync,
  constants,
  copyFileSync,
  fchmodSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {reasonOf} from '../errors/error-words.ts';
import {AlienError, UserError} from '../errors/errors.ts';
import {temporaryName} from '../traces/temporary-name.ts';
import {checkDirectory, checkReplaceable, look} from './safe-directory.ts';

export interface StoreOptions {
  /** permission bits, e.g. 0o400; the file never has more, not even for a moment */
  readonly mode: number;
  /** keep what is there under its name with `.old` */
  readonly keepOld?: boolean;
}

/**
 * Write a small file so that it is there as a whole or not at all, in a directory that others may write to as well.
 * It is written under a name that no one can guess, brought to the disk and renamed; links are never followed.
 * @throws {UserError} 2 no such directory, 13 where the directory or an old file is not ours, 5 the disk's failures
 */
export function storeFile(path: string, text: string, {mode, keepOld = false}: StoreOptions): void {
  checkTarget(path);
  const directory = dirname(path);
  const draft = join(directory, temporaryName(basename(path)));
  try {
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
    const fd = openSync(draft, flags, 0o600);
    try {
      writeFileSync(fd, text);
      fchmodSync(fd, mode);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    if (keepOld) keepCopy(path);
    renameSync(draft, path);
    syncDirectory(directory);
  } catch (cause) {
    rmSync(draft, {force: true});
    if (cause instanceof AlienError) throw cause;
    throw new UserError(`${path} cannot be written: ${reasonOf(cause)}.`, {code: 'INPUT_OUTPUT', cause});
  }
}

/**
 * Whether a file may be written, before anything is asked for that it is to hold.
 * @throws {UserError} as `storeFile`
 */
export function checkTarget(path: string): void {
  checkDirectory(dirname(path));
  const old = look(lstatSync, path);
  if (old) checkReplaceable(path, old);
}

/** The old file gets a second name before it loses its first: at no time there is none. */
function keepCopy(path: string): void {
  const stats = lstatSync(path, {throwIfNoEntry: false});
  if (!stats) return;
  const kept = `${path}.old`;
  const older = lstatSync(kept, {throwIfNoEntry: false});
  if (older) checkReplaceable(kept, older);
  rmSync(kept, {force: true});
  try {
    linkSync(path, kept);
  } catch {
    // EPERM, ENOTSUP, ...: some network file systems have no hard links
    copyFileSync(path, kept, constants.COPYFILE_EXCL);
  }
}

/** A rename is on the disk only when its directory is; not every file system can do that. */
function syncDirectory(path: string): void {
  const fd = openSync(path, constants.O_RDONLY);
  try {
    fsyncSync(fd);
  } catch {
    // EINVAL on some network file systems: they have their own way of keeping names
  } finally {
    closeSync(fd);
  }
}
