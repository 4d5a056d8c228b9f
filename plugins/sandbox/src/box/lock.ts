import {linkSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {identify, isAlive} from './process.ts';
import type {ProcessId} from './process.ts';
import {readOwn} from '../read-own.ts';

/** The lock is held by a process that lives. */
export class LockedError extends Error {
  readonly holder: ProcessId;

  constructor(holder: ProcessId) {
    super(`The sandbox is run by process ${holder.pid}`);
    this.holder = holder;
  }
}

/** The living process that holds a lock; a lock of a dead one counts for nothing. */
export function lockHolder(file: string): ProcessId | undefined {
  const holder = readLock(file);
  return holder !== undefined && isAlive(holder) ? holder : undefined;
}

/** Takes a lock for this process; the lock of a dead one is removed. Throws {@link LockedError}. */
export function takeLock(file: string): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(identify(process.pid)));
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
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
    if (lockHolder(aside) !== undefined) linked(aside, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  } finally {
    rmSync(aside, {force: true});
  }
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function readLock(file: string): ProcessId | undefined {
  try {
    const {pid, started} = JSON.parse(readOwn(file)) as Partial<ProcessId>;
    return typeof pid === 'number' && typeof started === 'string' ? {pid, started} : undefined;
  } catch {
    return undefined;
  }
}
