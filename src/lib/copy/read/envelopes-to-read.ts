import {accessRead, type ReadOptions, type Replica} from '../../catalogue/access.ts';
import {retrying} from '../../flow/retry.ts';
import type {GridSource} from '../model/plan.ts';
import type {TransferState} from '../transfer/context.ts';
import {explained} from '../transfer/explained.ts';
import type {FetchContext} from './context.ts';

/**
 * Ask where a file can be read, nearest first; by HTTP where the copy wants that. Asked again after a lost
 * connection: it changes nothing.
 */
export async function envelopesToRead(
  {lfn, specification}: Pick<GridSource, 'lfn' | 'specification'>,
  {grid, retries, strict, http}: FetchContext,
  {signal}: TransferState,
): Promise<Replica[]> {
  const options: ReadOptions = {
    signal,
    strict: strict && specification !== undefined,
    ...(specification !== undefined && {specification}),
    http: http !== undefined,
  };
  const ask = () => accessRead(grid, lfn, options);
  return await explained(retrying(retries, signal, ask), async () => [
    'Check whether it has replicas with `alien whereis LFN`, and whether you may read it with `alien ls -l LFN`.',
  ]);
}
