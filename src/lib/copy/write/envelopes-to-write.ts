import {accessWrite, type Replica} from '../../catalogue/access.ts';
import type {Entry} from '../../catalogue/entry.ts';
import {statEntries} from '../../catalogue/stat-entries.ts';
import {ServerError, UserError} from '../../errors/errors.ts';
import {retrying} from '../../flow/retry.ts';
import {type Lfn, dirnameOfLfn} from '../../paths/lfn.ts';
import type {Requester} from '../../session/requests/requester.ts';
import type {Content} from '../model/content.ts';
import {explained} from '../transfer/explained.ts';
import type {WriteContext} from './context.ts';

/**
 * Book places for a file. A booking whose answer was lost is harmless, so it may be repeated.
 * @throws {ServerError} 22 when another file has got the name
 */
export async function envelopesToWrite(
  lfn: Lfn,
  {size, md5}: Pick<Content, 'size' | 'md5'>,
  specification: string,
  {grid, retries, strict, owners}: Pick<WriteContext, 'grid' | 'retries' | 'strict' | 'owners'>,
  signal: AbortSignal,
): Promise<Replica[]> {
  const file = {size, ...(md5 !== undefined && {md5})};
  const ask = () => accessWrite(grid, lfn, file, {signal, strict, specification});
  const replicas = await explained(retrying(retries, signal, ask), async () => {
    await refuseBelowFile(lfn, grid, signal);
    // The likeliest reason, in words: whose the directory is. The service itself says the same for every reason.
    const owner = await owners.adviceAbout(dirnameOfLfn(lfn), signal);
    return [
      ...(owner === undefined ? [] : [owner]),
      'Check whether there is quota left with `alien fquota list`.',
      'If you asked for storage elements, look for them in `alien listSEs`.',
    ];
  });
  // Told a md5 the service compares. Without, it takes a file of the same size for the one that is there by now.
  if (replicas.some((replica) => replica.md5 !== md5 && replica.md5 !== undefined))
    throw new ServerError(`Another file has got the name ${lfn} meanwhile.`, {code: 'INVALID_ARGUMENT'});
  return replicas;
}

/** @throws {UserError} 20 where a part of the path is a file, of which the service says the same as of a full quota */
async function refuseBelowFile(lfn: Lfn, grid: Requester, signal: AbortSignal): Promise<void> {
  const above: Lfn[] = [];
  for (let each = dirnameOfLfn(lfn); each !== '/'; each = dirnameOfLfn(each)) above.push(each);
  const known = await statEntries(grid, above, signal).catch(() => new Map<Lfn, Entry>());
  const [nearest] = above.flatMap((each) => known.get(each) ?? []);
  if (nearest === undefined || nearest.type === 'd') return;
  throw new UserError(`${nearest.lfn} is a file, not a directory: nothing can be put below it.`, {
    code: 'NOT_A_DIRECTORY',
  });
}
