import {EXIT} from '../../errors/exit-codes.ts';
import {
  accessRead,
  accessWrite,
  type AccessOptions,
  type ReadOptions,
  type Replica,
} from '../../catalogue/access.ts';
import type {Entry} from '../../catalogue/entry.ts';
import {statEntries} from '../../catalogue/stat-entries.ts';
import {ServerError, UserError} from '../../errors/errors.ts';
import type {Content} from '../model/content.ts';
import {statEntry} from '../../catalogue/lookup.ts';
import {type Lfn, dirnameOfLfn} from '../../paths/lfn.ts';
import type {JobContext, JobState} from '../model/transfer.ts';
import {retrying} from '../../flow/retry.ts';

/**
 * Ask where a file can be read, nearest first; by HTTP where the copy wants that. Asked again after a lost
 * connection: it changes nothing.
 */
export async function envelopesToRead(
  lfn: Lfn,
  specification: string | undefined,
  {grid, retries, strict, http}: JobContext,
  state: JobState,
): Promise<Replica[]> {
  const options: ReadOptions = {
    ...optionsOf(specification, strict && specification !== undefined, state),
    http: http !== undefined,
  };
  const ask = () => accessRead(grid, lfn, options);
  return await explained(retrying(retries, state.signal, ask), async () => [
    'Look whether it has replicas with `alien whereis LFN`, and whether you may read it with `alien ls -l LFN`.',
  ]);
}

/**
 * Book places for a file. A booking whose answer was lost is harmless, so it may be repeated.
 * @throws {ServerError} 22 when another file has got the name
 */
export async function envelopesToWrite(
  lfn: Lfn,
  {size, md5}: Pick<Content, 'size' | 'md5'>,
  specification: string,
  context: JobContext,
  state: JobState,
): Promise<Replica[]> {
  const {grid, retries, strict} = context;
  const file = {size, ...(md5 !== undefined && {md5})};
  const ask = () => accessWrite(grid, lfn, file, optionsOf(specification, strict, state));
  const replicas = await explained(retrying(retries, state.signal, ask), async () => {
    await refuseBelowFile(lfn, context, state);
    const owner = await ownerOf(dirnameOfLfn(lfn), context, state);
    return [
      ...(owner === undefined ? [] : [owner]),
      'Look whether there is quota left with `alien fquota list`.',
      'If you asked for storage elements, look for them in `alien listSEs`.',
    ];
  });
  // Told a md5 the service compares. Without, it takes a file of the same size for the one that is there by now.
  if (replicas.some((replica) => replica.md5 !== md5 && replica.md5 !== undefined))
    throw new ServerError(`Another file has got the name ${lfn} meanwhile.`, {code: 'INVALID_ARGUMENT'});
  return replicas;
}

/** @throws {UserError} 20 where a part of the path is a file, of which the service says the same as of a full quota */
async function refuseBelowFile(lfn: Lfn, {grid}: JobContext, {signal}: JobState): Promise<void> {
  const above: Lfn[] = [];
  for (let each = dirnameOfLfn(lfn); each !== '/'; each = dirnameOfLfn(each)) above.push(each);
  const known = await statEntries(grid, above, signal).catch(() => new Map<Lfn, Entry>());
  const [nearest] = above.flatMap((each) => known.get(each) ?? []);
  if (nearest === undefined || nearest.type === 'd') return;
  throw new UserError(`${nearest.lfn} is a file, not a directory: nothing can be put below it.`, {
    code: 'NOT_A_DIRECTORY',
  });
}

/** The likeliest reason, in words: whose the directory is. The service itself says the same for every reason. */
async function ownerOf(
  directory: Lfn,
  {grid, refusals}: JobContext,
  {signal}: JobState,
): Promise<string | undefined> {
  const ask = async (): Promise<string | undefined> => {
    const entry = await statEntry(grid, directory, {signal});
    if (entry === undefined) return undefined;
    return `${directory} belongs to ${entry.owner}, permissions ${entry.permissions}: see whether you may write there.`;
  };
  const known = refusals.get(directory) ?? ask().catch(() => undefined);
  refusals.set(directory, known);
  return await known;
}

function optionsOf(specification: string | undefined, strict: boolean, {signal}: JobState): AccessOptions {
  return {signal, strict, ...(specification !== undefined && {specification})};
}

/** @param advice what to do, made only when it is needed */
async function explained<T>(answer: Promise<T[]>, advice: () => Promise<string[]>): Promise<T[]> {
  try {
    const replicas = await answer;
    if (replicas.length > 0) return replicas;
  } catch (error) {
    if (!(error instanceof ServerError) || error.exitCode !== EXIT.NO_REPLICA) throw error;
    throw new ServerError(error.message, {code: 'NO_REPLICA', cause: error, next: await advice()});
  }
  throw new ServerError('The central service named no storage element.', {
    code: 'NO_REPLICA',
    next: await advice(),
  });
}
