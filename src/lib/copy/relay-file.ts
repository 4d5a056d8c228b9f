import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fetchContent} from './fetch-content.ts';
import type {JobContext, JobState, Outcome} from './job.ts';
import {localError} from './local-error.ts';
import type {GridSource, UploadItem} from './plan.ts';
import {putContent, whyEntryUpToDate} from './upload-file.ts';

/**
 * Copy a file from one name on the grid to another. Its bytes pass this machine, through a file that only this user
 * can read; they are verified before anything is booked for them.
 */
export async function relayFile(
  item: UploadItem,
  source: GridSource,
  context: JobContext,
  state: JobState,
): Promise<Outcome> {
  const upToDate = await whyEntryUpToDate(item, context.comparison, async () => source.md5 ?? '');
  if (upToDate !== undefined) return {kind: 'skipped', reason: upToDate};
  const directory = await mkdtemp(join(tmpdir(), 'alien-'));
  const path = join(directory, 'content');
  try {
    if (item.size === 0) return await putContent(item, {path, size: 0, md5: ''}, context, state);
    const {bytes, md5} = await fetchContent(item, source, path, context, state);
    const outcome = await putContent(item, {path, size: bytes, md5}, context, state);
    return {...outcome, verified: source.md5 !== undefined};
  } catch (error) {
    throw localError(error, path);
  } finally {
    await rm(directory, {recursive: true, force: true});
  }
}
