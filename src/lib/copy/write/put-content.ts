import {removeEntry} from '../../catalogue/change.ts';
import {AlienError, ServerError} from '../../errors/errors.ts';
import type {Lfn} from '../../paths/lfn.ts';
import {NameTaken} from '../model/name-taken.ts';
import type {Copied} from '../model/outcome.ts';
import {isOutcomeUnknown} from '../model/outcome-unknown.ts';
import {leavesNothing, replaceEntry, replacementOf} from '../replace/replace-entry.ts';
import {lookAt} from './confirm-name.ts';
import {makeEmptyEntry} from './empty-entries.ts';
import {storeContent, type Stored} from './store-content.ts';
import type {Upload} from './upload.ts';

/** Give a name on the grid this content, which may be new or replaces what is there. */
export async function putContent(upload: Upload): Promise<Copied> {
  const {existing, lfn} = upload.item;
  if (existing === undefined) return (await store(upload, lfn)).outcome;

  const {context, state} = upload;
  const replacement = replacementOf(existing, context.backup?.(lfn));
  const end = context.replacements?.begin(replacement);
  let isOver = false; // until it is certain that nothing is left under the other names: the next run looks then
  let isReplacing = false;
  try {
    const {guid, outcome} = await store(upload, replacement.temporary);
    state.signal.throwIfAborted();
    isReplacing = true;
    state.step = 'replace';
    const look = () => lookAt(lfn, Infinity, upload);
    const warning = await replaceEntry(context.grid, replacement, guid, look);
    isOver = warning === undefined;
    if (warning === undefined) return outcome;
    return {...outcome, warning: [outcome.warning, warning].filter(Boolean).join('; ')};
  } catch (error) {
    if (isReplacing || error instanceof NameTaken) isOver = leavesNothing(error);
    else isOver = await removeTemporary(replacement.temporary, error, upload);
    throw error;
  } finally {
    end?.(isOver);
  }
}

async function store(upload: Upload, lfn: Lfn): Promise<Stored> {
  if (upload.content.size > 0) return await storeContent(upload, lfn);
  return {guid: undefined, outcome: await makeEmptyEntry(lfn, upload)};
}

/** After a failure to store new content: no entry may stay under its own name. @returns whether that is certain */
async function removeTemporary(temporary: Lfn, error: unknown, {context, state}: Upload): Promise<boolean> {
  // A further replica may have failed after the first one had made the entry: by this machine, or by an abort.
  const isOurs = error instanceof AlienError && error.fault === 'user';
  if (!state.signal.aborted && !isOurs && state.step !== 'register') return true;
  return await removeEntry(context.grid, temporary).then(
    () => true,
    (refusal: unknown) => refusal instanceof ServerError && !isOutcomeUnknown(refusal),
  );
}
