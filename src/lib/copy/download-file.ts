import {type Stats} from 'node:fs';
import {lstat, open, rename, rm, stat, utimes} from 'node:fs/promises';
import {basename, dirname, join} from 'node:path';
import type {Replica} from '../catalogue/access.ts';
import {NetworkError, ServerError, UserError} from '../errors/errors.ts';
import {temporaryName} from '../paths/temporary-name.ts';
import {envelopesToRead} from './envelopes.ts';
import {hashFile} from './hash-file.ts';
import type {JobContext, JobState, Outcome} from './job.ts';
import type {LocalDirectories} from './local-directories.ts';
import {isSystemError, localError} from './local-error.ts';
import type {DownloadItem} from './plan.ts';
import {allReplicasFailed, asReplicaError, type ReplicaFailure} from './replica-failures.ts';
import {withRateFloor} from './rate-floor.ts';
import {pauseBefore} from './retry.ts';

/**
 * Fetch one file under a temporary name, verify it, and rename it over its destination.
 * Whatever was at the destination stays until then; nothing else is left when it fails.
 */
export async function downloadFile(
  item: DownloadItem,
  directories: LocalDirectories,
  context: JobContext,
  state: JobState,
): Promise<Outcome> {
  const {upToDate} = await compareWithLocal(item, context.force, state.signal);
  if (upToDate !== undefined) return {kind: 'skipped', reason: upToDate};

  const directory = dirname(item.destination);
  await directories.ensure(directory);
  const temporary = join(directory, temporaryName(basename(item.destination)));
  try {
    // A file without content has no replica, and `access` refuses it.
    const seconds =
      item.size === 0 ? await makeEmpty(temporary) : await fetchContent(item, temporary, context, state);
    state.step = 'replace';
    state.signal.throwIfAborted();
    if (item.changed) await utimes(temporary, new Date(), item.changed);
    await rename(temporary, item.destination);
    return {kind: 'copied', seconds, verified: item.size === 0 || item.md5 !== undefined};
  } catch (error) {
    await rm(temporary, {force: true}).catch(() => undefined); // the first error is the one to tell
    throw localError(error, item.destination);
  }
}

/**
 * Whether something is at the destination, and why it needs no copy: its size is the same, with `force` its md5 too.
 * @throws {UserError} 21 for a directory, 22 for something else that a rename must not replace (a device)
 */
export async function compareWithLocal(
  item: DownloadItem,
  force: boolean,
  signal: AbortSignal,
): Promise<{exists: boolean; upToDate?: string}> {
  const facts = await existing(item.destination);
  if (facts === undefined) return {exists: false};
  if (facts.isDirectory()) throw new UserError(`${item.destination} is a directory.`, {exitCode: 21});
  if (!facts.isFile()) {
    throw new UserError(`${item.destination} is neither a file nor a directory: it is not replaced.`);
  }
  if (facts.size !== item.size) return {exists: true};
  if (!force || item.size === 0) return {exists: true, upToDate: 'size match'};
  if (item.md5 === undefined) return {exists: true};
  const {md5} = await hashFile(item.destination, signal);
  return md5 === item.md5 ? {exists: true, upToDate: 'size and md5 match'} : {exists: true};
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

async function makeEmpty(path: string): Promise<number> {
  await (await open(path, 'wx')).close();
  return 0;
}

/** Try the replicas in the server's order, nearest first; what failed by the network once more, after a pause. */
async function fetchContent(
  item: DownloadItem,
  path: string,
  context: JobContext,
  state: JobState,
): Promise<number> {
  const {signal} = state;
  state.step = 'envelope';
  let candidates = await envelopesToRead(item.lfn, item.specification, context, state);
  const failures: ReplicaFailure[] = [];
  for (let round = 0; ; round++) {
    const again: Replica[] = [];
    for (const replica of candidates) {
      try {
        return await fetchReplica(item, replica, path, context, state);
      } catch (error) {
        signal.throwIfAborted();
        const failure = asReplicaError(error);
        failures.push({replica, error: failure});
        if (failure instanceof NetworkError) again.push(replica);
      }
    }
    if (again.length === 0 || round >= context.retries) throw allReplicasFailed(failures, 'read');
    await pauseBefore(round + 1, signal);
    candidates = again;
  }
}

async function fetchReplica(
  item: DownloadItem,
  replica: Replica,
  path: string,
  context: JobContext,
  state: JobState,
): Promise<number> {
  const {se} = replica;
  const {bytes, md5, seconds} = await context.transfers.run(() => {
    state.step = 'transfer';
    context.emit({kind: 'started', item, se});
    const onProgress = (done: number, rate: number) =>
      context.emit({kind: 'progress', item, se, bytes: done, rate});
    return withRateFloor(context.rateFloor, {signal: state.signal, onProgress}, (call) =>
      context.storage.download(replica, path, {...call, fsync: true}),
    );
  }, state.signal);
  state.step = 'verify';
  try {
    verify(item, bytes, md5);
  } catch (error) {
    await rm(path, {force: true}); // the next replica needs the name
    throw error;
  }
  return seconds;
}

/** @throws {ServerError} 5 when it is not the file that the catalogue knows */
function verify(item: DownloadItem, bytes: number, md5: string): void {
  if (bytes !== item.size) {
    throw new ServerError(`The replica has ${bytes} bytes, the catalogue says ${item.size}.`, {exitCode: 5});
  }
  if (item.md5 !== undefined && md5 !== item.md5) {
    throw new ServerError(`The checksum is wrong: md5 ${md5}, the catalogue says ${item.md5}.`, {
      exitCode: 5,
      next: ['The replica is damaged: tell the support list its storage element and the LFN.'],
    });
  }
}
