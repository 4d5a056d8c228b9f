import {rm} from 'node:fs/promises';
import {join} from 'node:path';
import {SourceFailed} from '../../storage/storage.ts';
import {makeTemporaryDirectory} from '../../traces/temporary-directory.ts';
import {splitMember} from '../../paths/replica-url.ts';
import {localContent, NO_CONTENT} from '../model/content.ts';
import {replicasToRead} from '../read/staging.ts';
import {fetchContent} from '../read/fetch-content.ts';
import {GridContent} from './grid-content.ts';
import type {Outcome} from '../model/outcome.ts';
import type {WriteContext, WriteState} from './context.ts';
import {localError} from '../../errors/local-error.ts';
import type {GridSource, UploadItem} from '../model/plan.ts';
import {putContent} from './put-content.ts';
import {whyEntryUpToDate} from './up-to-date.ts';

/** Copy a file from one name on the grid to another, without a file on this machine wherever that is possible. */
export async function relayFile(
  item: UploadItem,
  source: GridSource,
  context: WriteContext,
  state: WriteState,
): Promise<Outcome> {
  const upToDate = await whyEntryUpToDate(item, context.comparison, async () => source.md5 ?? '');
  if (upToDate !== undefined) return {kind: 'skipped', reason: upToDate};
  if (item.size === 0) return await putContent({item, content: NO_CONTENT, context, state});
  // Booking needs the md5; without it the bytes have to be seen first.
  if (source.md5 === undefined) return await relayByFile(item, source, context, state);
  state.step = 'envelope';
  const replicas = await replicasToRead(item, source, context, state);
  const whole = replicas.filter(({url}) => splitMember(url).member === undefined);
  if (whole.length === 0) return await relayByFile(item, source, context, state);
  try {
    const content = new GridContent({size: item.size, md5: source.md5}, whole, context);
    return await putContent({item, content, context, state});
  } catch (error) {
    throw error instanceof SourceFailed ? error.reason : error;
  }
}

/** Through a file that only this user can read: members of archives, and what the catalogue has no md5 of. */
async function relayByFile(
  item: UploadItem,
  source: GridSource,
  context: WriteContext,
  state: WriteState,
): Promise<Outcome> {
  const directory = await makeTemporaryDirectory();
  const path = join(directory, 'content');
  try {
    const {bytes, md5} = await fetchContent({item, source, path, resume: false}, context, state);
    const content = localContent({path, size: bytes, md5}, context.storage);
    const outcome = await putContent({item, content, context, state});
    return {...outcome, verified: source.md5 !== undefined};
  } catch (error) {
    throw localError(error, path);
  } finally {
    await rm(directory, {recursive: true, force: true});
  }
}
