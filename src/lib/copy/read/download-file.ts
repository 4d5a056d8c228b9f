import {type Stats} from 'node:fs';
import {lstat, open, rename, stat, utimes} from 'node:fs/promises';
import {dirname} from 'node:path';
import {NetworkError, ServerError, UserError} from '../../errors/errors.ts';
import type {Compared, Comparison} from '../model/comparison.ts';
import {fetchContent} from './fetch-content.ts';
import {hashFile} from '../transfer/hash-file.ts';
import {formatBytes} from '../../words/format-bytes.ts';
import type {JobContext, JobState, Outcome} from '../model/transfer.ts';
import type {LocalDirectories} from './local-directories.ts';
import {isSystemError} from '../../errors/error-words.ts';
import {localError} from '../../errors/local-error.ts';
import {canGoOn} from './partial-files.ts';
import type {DownloadItem} from '../model/plan.ts';

/**
 * Fetch one file under a temporary name, verify it, and rename it over its destination.
 * Whatever was at the destination stays until then. When it fails, what has arrived of a large file is kept for the
 * next run; nothing else is left.
 */
export async function downloadFile(
  item: DownloadItem,
  directories: LocalDirectories,
  context: JobContext,
  state: JobState,
): Promise<Outcome> {
  const directory = dirname(item.destination);
  if (!directories.wasEmpty(directory)) {
    const {upToDate, staleTime} = await compareWithLocal(item, context.comparison, state.signal);
    if (upToDate !== undefined) {
      await context.partials.sweep(directory);
      if (staleTime && item.changed) await setTime(item.destination, item.changed);
      return {kind: 'skipped', reason: upToDate};
    }
  }

  await directories.ensure(directory);
  const temporary = await context.partials.claim(item);
  try {
    if (item.size === 0) return await makeEmpty(temporary, item, state);
    const {seconds} = await fetchContent(item, item, temporary, context, state, canGoOn(item));
    state.step = 'replace';
    state.signal.throwIfAborted();
    // Others go on meanwhile: the more files wait, the less each of them costs.
    if (context.disk.hasRoom) state.letNextStart();
    await context.disk.landed({path: temporary, target: item.destination, modified: item.changed});
    return {kind: 'copied', seconds, verified: item.md5 !== undefined};
  } catch (error) {
    const mayPass = state.signal.aborted || error instanceof NetworkError || error instanceof ServerError;
    const kept = await context.partials.leave(temporary, mayPass && canGoOn(item));
    if (kept > 0) context.emit({kind: 'note', text: keptNote(kept, item.destination)});
    throw localError(error, item.destination);
  } finally {
    context.partials.release(temporary);
  }
}

async function setTime(path: string, changed: Date): Promise<void> {
  await utimes(path, new Date(), changed).catch((error: unknown) => {
    throw localError(error, path);
  });
}

function keptNote(bytes: number, destination: string): string {
  return `Kept ${formatBytes(bytes)} of ${destination}: run the same command again to go on.`;
}

/**
 * Whether something is at the destination, and why it needs no copy.
 * @throws {UserError} 21 for a directory, 22 for something else that a rename must not replace (a device)
 */
export async function compareWithLocal(
  item: DownloadItem,
  comparison: Comparison,
  signal: AbortSignal,
): Promise<Compared> {
  const facts = await existing(item.destination);
  if (facts === undefined) return {exists: false};
  if (facts.isDirectory()) throw new UserError(`${item.destination} is a directory.`, {exitCode: 21});
  if (!facts.isFile()) {
    throw new UserError(`${item.destination} is neither a file nor a directory: it is not replaced.`);
  }
  if (facts.size !== item.size) return {exists: true};
  if (comparison === 'time' && facts.mtime.getTime() === item.changed?.getTime())
    return {exists: true, upToDate: 'size and time match'};
  if (comparison === 'size' || item.size === 0) return {exists: true, upToDate: 'size match'};
  if (item.md5 === undefined) return {exists: true};
  const {md5} = await hashFile(item.destination, item.size, signal);
  if (md5 !== item.md5) return {exists: true};
  return {exists: true, upToDate: 'size and md5 match', staleTime: comparison === 'time'};
}

/** A dangling link is a name that is free: the rename replaces the link. */
async function existing(path: string): Promise<Stats | undefined> {
  try {
    const facts = await lstat(path);
    return facts.isSymbolicLink() ? await stat(path) : facts;
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return undefined;
    throw localError(error, path);
  }
}

/**
 * A file without content has no replica, and `access` refuses it. It is made without the addon, which not every machine
 * has: there is nothing in it that the disk could lose.
 */
async function makeEmpty(
  path: string,
  {destination, changed}: DownloadItem,
  state: JobState,
): Promise<Outcome> {
  state.step = 'replace';
  await (await open(path, 'wx')).close();
  if (changed) await utimes(path, new Date(), changed);
  await rename(path, destination);
  return {kind: 'copied', seconds: 0, verified: true};
}
