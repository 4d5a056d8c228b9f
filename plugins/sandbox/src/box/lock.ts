import {linkSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {hostname} from 'node:os';
import {UserError} from '@alien-grid/cli';
import {identify, isAlive} from './process.ts';
import type {ProcessId} from './process.ts';
import {readOwn} from '../read-own.ts';

/** What file systems without hard links answer: some network file systems, FAT, shared folders of virtual machines. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV', 'EACCES']);

/** What a lock file holds. Earlier versions wrote no host. */
interface LockRecord extends ProcessId {
  readonly host?: string;
}

/** The lock is held by a process that lives. */
export class LockedError extends Error {
  readonly holder: ProcessId;

  constructor(holder: ProcessId) {
    super(`The sandbox is run by process ${holder.pid}`);
    this.holder = holder;
  }
}

/**
 * The living process that holds a lock; a lock of a dead one counts for nothing.
 * @throws {UserError} 16 for a lock of another machine that shares the directory: its processes cannot be looked for
 */
export function lockHolder(file: string): ProcessId | undefined {
  const holder = readLock(file);
  if (holder === undefined) return undefined;
  if (holder.host !== undefined && holder.host !== hostname()) throw heldElsewhere(file, holder.host);
  return isAlive(holder) ? holder : undefined;
}

/**
 * Takes a lock for this process; the lock of a dead one is removed. Throws {@link LockedError}.
 * @throws {UserError} as {@link lockHolder}
 */
export function takeLock(file: string): void {
  const draft = `${file}.${hostname()}.${process.pid}`;
  writeFileSync(draft, JSON.stringify({...identify(process.pid), host: hostname()}));
  try {
    // Linking fails if the name is taken, and never shows a half-written file.
    while (!linked(draft, file)) {
      const holder = lockHolder(file);
      if (holder !== undefined) throw new LockedError(holder);
      removeStale(file);
    }
  } finally {
    rmSync(draft, {force: true});
  }
}

/** Gives a lock back if this process holds it. */
export function releaseLock(file: string): void {
  if (readLock(file)?.pid === process.pid) rmSync(file, {force: true});
}

/** Removes the lock of a dead process. Another one that was quicker keeps its own. */
export function removeStale(file: string): void {
  const aside = `${file}.${hostname()}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
    if (lockHolder(aside) !== undefined) linked(aside, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  } finally {
    rmSync(aside, {force: true});
  }
}

function heldElsewhere(file: string, host: string): UserError {
  return new UserError(`The sandbox in this directory is run by another machine, ${host}.`, {
    code: 'BUSY',
    next: [
      `Use it there, or start one of your own here with "--name NAME".`,
      `If ${host} runs it no more, remove ${file}`,
    ],
  });
}

function linked(from: string, to: string): boolean {
  return isMade(() => {
    try {
      linkSync(from, to);
    } catch (error) {
      if (!NO_LINKS.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
      writeFileSync(to, readOwn(from), {flag: 'wx'});
    }
  });
}

function isMade(make: () => void): boolean {
  try {
    make();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function readLock(file: string): LockRecord | undefined {
  try {
    const {pid, started, host} = JSON.parse(readOwn(file)) as Partial<LockRecord>;
    if (typeof pid !== 'number' || typeof started !== 'string') return undefined;
    return {pid, started, ...(typeof host === 'string' ? {host} : {})};
  } catch {
    return undefined;
  }
}
