import {
  accessRead,
  accessWrite,
  type AccessOptions,
  type FileFacts,
  type Replica,
} from '../catalogue/access.ts';
import {ServerError} from '../errors/errors.ts';
import type {Lfn} from '../paths/lfn.ts';
import type {JobContext, JobState} from './job.ts';
import {retrying} from './retry.ts';

/** The service's one answer for: no permission, no quota, no replica, no such storage element. */
const NO_PLACE = 77;

/** Ask where a file can be read, nearest first. Asked again after a lost connection: it changes nothing. */
export async function envelopesToRead(
  lfn: Lfn,
  specification: string | undefined,
  {grid, retries, strict}: JobContext,
  state: JobState,
): Promise<Replica[]> {
  const ask = () => accessRead(grid, lfn, optionsOf(specification, strict, state));
  return await explained(retrying(retries, state.signal, ask), [
    'Look whether it has replicas with `alien whereis LFN`, and whether you may read it with `alien ls -l LFN`.',
  ]);
}

/** Book places for a file. A booking whose answer was lost is harmless, so it may be repeated. */
export async function envelopesToWrite(
  lfn: Lfn,
  file: FileFacts,
  specification: string,
  {grid, retries, strict}: JobContext,
  state: JobState,
): Promise<Replica[]> {
  const ask = () => accessWrite(grid, lfn, file, optionsOf(specification, strict, state));
  return await explained(retrying(retries, state.signal, ask), [
    'Look whether you may write to the directory (`alien stat DIRECTORY`) and whether there is quota left (`alien quota`).',
    'If you asked for storage elements, look for them in `alien listSEs`.',
  ]);
}

function optionsOf(specification: string | undefined, strict: boolean, {signal}: JobState): AccessOptions {
  return {signal, strict, ...(specification !== undefined && {specification})};
}

async function explained<T>(answer: Promise<T[]>, next: readonly string[]): Promise<T[]> {
  try {
    const replicas = await answer;
    if (replicas.length > 0) return replicas;
  } catch (error) {
    if (!(error instanceof ServerError) || error.exitCode !== NO_PLACE) throw error;
    throw new ServerError(error.message, {exitCode: NO_PLACE, cause: error, next});
  }
  throw new ServerError('The central service named no storage element.', {exitCode: NO_PLACE, next});
}
