import {open, rename, utimes} from 'node:fs/promises';
import {dirname} from 'node:path';
import {stampOf} from '../../catalogue/entry-times.ts';
import {statEntry} from '../../catalogue/lookup.ts';
import {DoubtfulAnswer} from '../../catalogue/result-reader.ts';
import {NetworkError, ServerError} from '../../errors/errors.ts';
import {EntryReplaced} from './entry-replaced.ts';
import {compareWith} from './compare-local.ts';
import {fetchContent} from './fetch-content.ts';
import {formatBytes} from '../../words/format-bytes.ts';
import type {Outcome} from '../model/outcome.ts';
import type {TransferState} from '../transfer/context.ts';
import type {DownloadContext} from './context.ts';
import type {LocalDirectories} from './local-directories.ts';
import {localError} from '../../errors/local-error.ts';
import {landingPlace} from './landing-place.ts';
import {fetchToStream} from './fetch-to-stream.ts';
import {canGoOn} from './partial-files.ts';
import type {DownloadItem} from '../model/plan.ts';

/**
 * Fetch one file under a temporary name, verify it, and rename it over its destination.
 * Whatever was at the destination stays until then; a symbolic link is followed, and bytes are written into a device.
 * When it fails, what has arrived of a large file is kept for the next run; nothing else is left. A file that has been
 * replaced on the grid since it was listed is fetched as it is now.
 */
export async function downloadFile(
  item: DownloadItem,
  directories: LocalDirectories,
  context: DownloadContext,
  state: TransferState,
): Promise<Outcome> {
  try {
    return await fetchFile(item, directories, context, state);
  } catch (error) {
    if (!(error instanceof EntryReplaced)) throw error;
    return await fetchFile(await asItIsNow(item, context, state), directories, context, state);
  }
}

/** @throws {ServerError} 2 where it is no longer there; {DoubtfulAnswer} where the catalogue contradicts itself */
async function asItIsNow(
  item: DownloadItem,
  {grid}: DownloadContext,
  {signal}: TransferState,
): Promise<DownloadItem> {
  const {lfn} = item;
  const entry = await statEntry(grid, lfn, {signal});
  if (entry === undefined)
    throw new ServerError(`There is no ${lfn} on the grid any more.`, {code: 'NO_SUCH_FILE'});
  const {size, md5, doubt} = entry;
  if (doubt !== undefined) throw new DoubtfulAnswer(lfn, doubt);
  if (size === item.size && md5 === item.md5)
    throw new DoubtfulAnswer(lfn, 'its replicas are said to have another size or md5 than itself');
  return {...item, size, md5, stamp: stampOf(entry)};
}

/** Before a file here gives way to nothing: there are no envelopes that would show that the list was old. */
async function refuseContent(
  {lfn}: DownloadItem,
  {grid}: DownloadContext,
  {signal}: TransferState,
): Promise<void> {
  const entry = await statEntry(grid, lfn, {signal});
  if (entry?.size !== 0 || entry.doubt !== undefined) throw new EntryReplaced(lfn);
}

async function fetchFile(
  item: DownloadItem,
  directories: LocalDirectories,
  context: DownloadContext,
  state: TransferState,
): Promise<Outcome> {
  const directory = dirname(item.destination);
  let landing = item; // where it is written, after links have been followed
  if (!directories.wasEmpty(directory)) {
    const place = await landingPlace(item);
    if (place.isStream) return await fetchToStream(item, place.path, context, state);
    landing = {...item, destination: place.path};
    const {exists, upToDate, staleTime} = await compareWith(place, item, context.comparison, state.signal);
    if (upToDate !== undefined) {
      await context.partials.sweep(dirname(place.path));
      if (staleTime && item.stamp) await setTime(place.path, item.stamp);
      return {kind: 'skipped', reason: upToDate};
    }
    if (exists && item.size === 0) await refuseContent(item, context, state);
  }

  await directories.ensure(directory);
  const temporary = await context.partials.claim(landing);
  try {
    if (item.size === 0) return await makeEmpty(temporary, landing, state);
    const name = {target: landing.destination, modified: item.stamp};
    const {seconds, isLanded} = await fetchContent(
      {item, source: item, path: temporary, resume: canGoOn(item), landing: name},
      context,
      state,
    );
    if (!isLanded) {
      state.step = 'replace';
      state.signal.throwIfAborted();
      // Others go on meanwhile: the more files wait, the less each of them costs.
      if (context.disk.hasRoom) state.letNextStart();
      await context.disk.landed({path: temporary, ...name});
    }
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

/** The next run need not read the file then. Where it belongs to another user it will have to. */
async function setTime(path: string, stamp: Date): Promise<void> {
  await utimes(path, new Date(), stamp).catch(() => undefined);
}

function keptNote(bytes: number, destination: string): string {
  return `Kept ${formatBytes(bytes)} of ${destination}: run the same command again to go on.`;
}

/**
 * A file without content has no replica, and `access` refuses it. It is made without the addon, which not every machine
 * has: there is nothing in it that the disk could lose.
 */
async function makeEmpty(
  path: string,
  {destination, stamp}: DownloadItem,
  state: TransferState,
): Promise<Outcome> {
  state.step = 'replace';
  await (await open(path, 'wx')).close();
  if (stamp) await utimes(path, new Date(), stamp);
  await rename(path, destination);
  return {kind: 'copied', seconds: 0, verified: true};
}
