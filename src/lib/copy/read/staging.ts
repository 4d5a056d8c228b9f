import {setTimeout as wait} from 'node:timers/promises';
import type {Replica} from '../../catalogue/access.ts';
import {AlienError, ServerError} from '../../errors/errors.ts';
import type {Lfn} from '../../paths/lfn.ts';
import {valueOf} from '../../session/requests/answer.ts';
import {expectSuccess} from '../../session/requests/expect-success.ts';
import {refuseReplaced} from './entry-replaced.ts';
import {envelopesToRead} from './envelopes-to-read.ts';
import type {CopyItem} from '../model/events.ts';
import type {TransferState} from '../transfer/context.ts';
import type {FetchContext} from './context.ts';
import type {GridSource} from '../model/plan.ts';

/** ms before the first look whether a file has come from the tape; doubled for each further one. */
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 300_000;
/** ms after which it is given up. */
const LONGEST_WAIT = 24 * 3_600_000;

/**
 * Where a file can be read, nearest first. One that is on tape only is brought to a disk before; that takes minutes,
 * or hours, during which a transfer would only hold a place and look stalled.
 * @throws {ServerError} 5 when the storage cannot bring it; {EntryReplaced} where it is not what was listed
 */
export async function replicasToRead(
  item: CopyItem,
  source: GridSource,
  context: FetchContext,
  state: TransferState,
): Promise<readonly Replica[]> {
  const {lfn, md5, granted} = source;
  const replicas = granted ?? (await envelopesToRead(source, context, state));
  refuseReplaced(lfn, {size: item.size, md5}, replicas);
  const isOnTape = replicas.every(({tags}) => tags.includes('tape') && !tags.includes('disk'));
  if (!isOnTape || (await askToStage(lfn, context, state)) !== 'waiting') return replicas;
  context.emit({kind: 'staging', item});
  await waitUntilStaged(lfn, context, state);
  return await envelopesToRead(source, context, state); // the first have become old
}

type Residency = 'online' | 'waiting' | 'unknown';

/** @returns unknown where the service cannot tell: then the transfer itself has to show it */
async function askToStage(lfn: Lfn, context: FetchContext, state: TransferState): Promise<Residency> {
  try {
    return await residencyOf(lfn, '-O', context, state);
  } catch (error) {
    state.signal.throwIfAborted();
    if (error instanceof AlienError) return 'unknown';
    throw error;
  }
}

async function waitUntilStaged(lfn: Lfn, context: FetchContext, state: TransferState): Promise<void> {
  const {signal} = state;
  const start = performance.now();
  for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    await wait(pause * (0.75 + Math.random() / 2), undefined, {signal}).catch(() => undefined);
    signal.throwIfAborted();
    try {
      if ((await residencyOf(lfn, '-o', context, state)) !== 'waiting') return;
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof AlienError && error.mayPass)) throw error; // it is looked at again
    }
    if (performance.now() - start > LONGEST_WAIT) throw gaveUp(lfn);
  }
}

/** @param option `-O` asks for the file to be brought to a disk, `-o` only looks */
async function residencyOf(
  lfn: Lfn,
  option: '-O' | '-o',
  {grid}: FetchContext,
  {signal}: TransferState,
): Promise<Residency> {
  const answer = expectSuccess(await grid.request('xrdstat', [option, lfn], {want: 'keys', signal}));
  const all = answer.results.map((result) => valueOf(result, 'status'));
  if (all.includes('online')) return 'online';
  if (all.includes('offline') || all.includes('prepare_queued')) return 'waiting';
  if (all.includes('prepare_failed')) throw cannotBeStaged(lfn);
  return 'unknown';
}

function cannotBeStaged(lfn: Lfn): ServerError {
  return new ServerError(`${lfn} is on tape only, and its storage cannot bring it to a disk.`, {
    code: 'INPUT_OUTPUT',
    next: ['Try again later; if it stays so, tell the site: `alien whereis LFN` names it.'],
  });
}

function gaveUp(lfn: Lfn): ServerError {
  return new ServerError(`${lfn} did not come from the tape within ${LONGEST_WAIT / 3_600_000} hours.`, {
    code: 'TIMED_OUT',
    next: ['Run the same command again later: it has been asked for.'],
  });
}
