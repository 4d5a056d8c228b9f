import {
  closeSync,
  constants,
  linkSync,
  lstatSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {setTimeout} from 'node:timers/promises';
import {UserError} from '../errors/errors.ts';
import {checkReplaceable} from '../credentials/safe-directory.ts';
import {readFile} from '../files/read-file.ts';
import {lifeOf, readUniqueMark, uniqueMark} from '../traces/process-mark.ts';
import {temporaryName} from '../traces/temporary-name.ts';

const BETWEEN_TRIES_MS = 20;

/** Among processes of one user, on one machine or on many that share a directory: who may do something now. */
export interface Lock {
  /** Whether it is still ours: the one that was too slow has lost it. */
  isHeld(): boolean;
  release(): void;
}

/**
 * Take a lock, or leave it to the one that has it.
 * @param path the lock file, in a directory that was checked
 * @param staleAfter ms; a lock that is older was left behind, no matter who made it. That of a process of this machine that is
 *   gone is stale at once
 * @returns undefined where someone else has it
 * @throws {UserError} 13 where the lock file is a link or not ours; the errors of the file system
 */
export function takeLock(path: string, staleAfter: number, now = Date.now()): Lock | undefined {
  const mark = uniqueMark();
  if (!create(path, mark) && !(removeStale(path, staleAfter, now) && create(path, mark))) return undefined;
  const isHeld = (): boolean => content(path) === mark;
  return {
    isHeld,
    release: () => {
      if (isHeld()) rmSync(path, {force: true});
    },
  };
}

/**
 * Take a lock, and wait for the one that has it.
 * @param staleAfter ms, as with `takeLock`
 * @param patience ms
 * @throws {UserError} 16 where no one gives it back in time; 13 as `takeLock`
 */
export async function awaitLock(path: string, staleAfter: number, patience: number): Promise<Lock> {
  const end = Date.now() + patience;
  for (;;) {
    const lock = takeLock(path, staleAfter);
    if (lock !== undefined) return lock;
    if (Date.now() > end) break;
    await setTimeout(BETWEEN_TRIES_MS);
  }
  throw new UserError(`Another process holds ${path} and does not come to an end.`, {
    code: 'BUSY',
    next: ['Try again in two minutes: then it counts as left behind.'],
  });
}

function create(path: string, mark: string): boolean {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
  try {
    const fd = openSync(path, flags, 0o600);
    try {
      writeFileSync(fd, mark);
    } finally {
      closeSync(fd);
    }
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Several may find the same stale lock. It is moved away, which only one can do; if what was moved turns out to be
 * a new lock that someone took in between, it is put back.
 */
function removeStale(path: string, staleAfter: number, now: number): boolean {
  const found = lstatSync(path, {throwIfNoEntry: false});
  if (!found) return true;
  checkReplaceable(path, found);
  if (now - found.mtimeMs < staleAfter && !isMakerGone(path)) return false;
  const aside = join(dirname(path), temporaryName(basename(path), 'stale'));
  try {
    renameSync(path, aside);
  } catch {
    return true; // someone else was faster
  }
  const isStale = lstatSync(aside).ino === found.ino;
  try {
    if (!isStale) linkSync(aside, path);
  } catch {
    // a third one took the lock meanwhile: the owner of the one in our hands sees that it is no longer held
  } finally {
    rmSync(aside, {force: true});
  }
  return isStale;
}

function isMakerGone(path: string): boolean {
  const maker = readUniqueMark(content(path) ?? '');
  return maker !== undefined && lifeOf(maker) === 'gone';
}

function content(path: string): string | undefined {
  try {
    return readFile(path, {owner: 'own', limit: 1000, link: 'refuse'}).bytes.toString();
  } catch {
    return undefined;
  }
}
