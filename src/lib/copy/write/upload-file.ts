import {type Content, type HashedFile, localContent} from '../model/content.ts';
import type {Outcome} from '../model/outcome.ts';
import type {UploadItem} from '../model/plan.ts';
import type {WriteContext, WriteState} from './context.ts';
import {holdsAnything, isOfSize} from './known-size.ts';
import {putContent} from './put-content.ts';
import {takeSnapshot} from './snapshot.ts';
import {UnreadContent} from './unread-content.ts';
import {whyEntryUpToDate} from './up-to-date.ts';

/**
 * Upload one file. What has its name on the grid is replaced only after the new content is registered, under
 * a temporary name; nothing is registered unless its bytes are on a storage element and are those of the file.
 */
export async function uploadFile(
  item: UploadItem,
  context: WriteContext,
  state: WriteState,
): Promise<Outcome> {
  if (item.isStream || (item.size === 0 && (await holdsAnything(item.source))))
    return await uploadSnapshot(item, context, state);
  const compared = await compare(item, context, state);
  if (compared === 'snapshot') return await uploadSnapshot(item, context, state);
  if ('upToDate' in compared) return {kind: 'skipped', reason: compared.upToDate};
  const {content} = compared;
  const outcome = await putContent({item, content, context, state});
  if (content.size === item.size) return outcome;
  const change = `it had ${item.size} bytes when the copy was planned, and ${content.size} when it was sent`;
  const warning = outcome.warning ? `${outcome.warning}; ${change}` : change;
  return {...outcome, bytes: content.size, warning};
}

/** Upload what is read of a source whose size cannot be known before. */
async function uploadSnapshot(item: UploadItem, context: WriteContext, state: WriteState): Promise<Outcome> {
  const {comparison, storage} = context;
  state.step = 'read';
  await using snapshot = await takeSnapshot(item.source, state.signal);
  const {size, md5} = snapshot;
  const known = {...item, size, changed: undefined, unchangedSince: undefined};
  const upToDate = await whyEntryUpToDate(known, comparison, () => Promise.resolve(md5));
  if (upToDate !== undefined) return {kind: 'skipped', reason: upToDate};
  const content = localContent(snapshot, storage);
  return {...(await putContent({item, content, context, state})), bytes: size};
}

/**
 * The content to send, or why none is; `snapshot` where the file system tells another size than is there. A large file is
 * read only if its md5 decides that.
 */
async function compare(
  item: UploadItem,
  {comparison, hashes, storage, emit}: WriteContext,
  state: WriteState,
): Promise<{content: Content} | {upToDate: string} | 'snapshot'> {
  state.step = 'read';
  let known: HashedFile | undefined;
  const onBytes = (bytes: number) => emit({kind: 'reading', item, bytes});
  const read = async () => (known ??= await hashes.hash(item.source, item.size, state.signal, onBytes));
  const upToDate = await whyEntryUpToDate(item, comparison, async () => (await read()).md5);
  if (upToDate !== undefined) return {upToDate};
  const unread = known === undefined ? await UnreadContent.of(item.source, item.size, storage) : undefined;
  if (unread !== undefined) return {content: unread};
  const hashed = await read();
  if (hashed.size !== item.size && !(await isOfSize(item.source, hashed.size))) return 'snapshot';
  return {content: localContent(hashed, storage)};
}
