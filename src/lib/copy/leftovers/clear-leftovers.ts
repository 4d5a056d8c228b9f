import {EXIT} from '../../errors/exit-codes.ts';
import {AlienError, NetworkError, ServerError} from '../../errors/errors.ts';
import type {Requester} from '../../session/requests/requester.ts';
import type {Storage} from '../../storage/storage.ts';
import {storageHost} from '../../paths/replica-url.ts';
import {forEachBounded} from '../../flow/limiter.ts';
import type {ReplacementJournal} from '../replace/replacement-journal.ts';
import {judgeUploads} from './judge-uploads.ts';
import type {PendingUpload} from './pending-upload.ts';
import {removeLateEntries} from './remove-late-entries.ts';
import type {RefusedRemovals} from './refused-removals.ts';
import type {UploadJournal} from './upload-journal.ts';
import type {UploadJournals} from './upload-journals.ts';

/** How long envelopes are valid, in ms. */
const ENVELOPE_LIFE = 24 * 3_600_000;
/** ms for one removal. */
const REMOVAL_LIMIT = 1500;
const AT_A_TIME = 4;
/** Of what earlier runs have left, so much is looked at in one run. */
const MOST = 256;

export interface Clearing {
  readonly grid: Requester;
  readonly storage: Storage;
  readonly journals: UploadJournals;
  readonly journal: UploadJournal;
  readonly replacements: ReplacementJournal | undefined;
  readonly refusedRemovals: RefusedRemovals;
  readonly tell: (text: string) => void;
}

/**
 * Remove what earlier runs that were interrupted have left on storage elements, unless it is registered or may yet be.
 * What cannot be removed now stays in the journal; what never can be is told once.
 * @param signal ends it where it is; the rest stays in the journal
 * @throws what is not an AlienError: a bug
 */
export async function clearLeftovers(clearing: Clearing, signal: AbortSignal): Promise<void> {
  const {journals, journal, grid, replacements, tell} = clearing;
  const found = journals.adopt(journal);
  const {settled, rest} = journals.patience;
  const now = Date.now();
  const due = found.filter(({tried = 0}) => now - tried > rest).slice(0, MOST);
  if (due.length === 0) return;
  const toRemove: PendingUpload[] = [];
  const registered: PendingUpload[] = [];
  try {
    for (const [upload, verdict] of await judgeUploads(grid, due, {signal})) {
      const isYoung = upload.asked !== undefined && now - upload.asked < settled;
      const isTooOld = now - upload.booked > ENVELOPE_LIFE;
      if (verdict === 'not registered' && !isTooOld) {
        if (!isYoung) toRemove.push(upload);
        continue;
      }
      if (verdict === 'registered') {
        registered.push(upload);
        continue;
      }
      journal.end(upload.url);
      if (verdict === 'in doubt')
        tell(`${describe(upload)} The catalogue does not tell whether it is registered.`);
      else tell(`${describe(upload)} ${EXPIRED}`);
    }
    for (const lfn of await removeLateEntries(grid, registered, replacements, signal))
      tell(`Removed ${lfn}: it was registered after its upload had been interrupted.`);
    for (const {url} of registered) journal.end(url);
    await removeAll(toRemove, clearing, signal);
  } catch (error) {
    if (!(error instanceof AlienError) && !signal.aborted) throw error;
  }
}

const EXPIRED = 'The permission to remove it has expired: tell the support list if it matters.';

/** What an upload that was interrupted may have left, and where. */
export function describe({lfn, url}: PendingUpload): string {
  return `An upload of ${lfn} was interrupted: ${url} may be left, without being registered.`;
}

async function removeAll(
  uploads: readonly PendingUpload[],
  clearing: Clearing,
  signal: AbortSignal,
): Promise<void> {
  const hosts = Map.groupBy(uploads, ({url}) => storageHost(url));
  const removed = await Promise.all([...hosts].map(([host, its]) => removeFrom(host, its, clearing, signal)));
  const count = removed.reduce((sum, each) => sum + each, 0);
  if (count > 0)
    clearing.tell(`Removed from storage what interrupted uploads had left unregistered: ${replicas(count)}.`);
}

/** @returns how many there were, and are no more. An element that does not answer is not asked again in this run. */
async function removeFrom(
  host: string,
  uploads: readonly PendingUpload[],
  {storage, journal, refusedRemovals, tell}: Clearing,
  signal: AbortSignal,
): Promise<number> {
  let count = 0;
  let silence: NetworkError | undefined;
  await forEachBounded(uploads, AT_A_TIME, async (upload) => {
    if (silence || signal.aborted) return;
    if (refusedRemovals.has(upload.url)) return journal.end(upload.url);
    try {
      await storage.remove(upload, {timeout: REMOVAL_LIMIT});
      count += 1;
      journal.end(upload.url);
    } catch (error) {
      if (!(error instanceof AlienError)) throw error;
      if (error instanceof NetworkError) silence = error;
      if (!(error instanceof ServerError)) return;
      journal.end(upload.url);
      if (error.exitCode !== EXIT.NO_SUCH_FILE && !refusedRemovals.note(upload.url, error))
        tell(`${describe(upload)} It could not be removed: ${error.message}`);
    }
  });
  if (!silence) return count;
  const left = uploads.filter(({url}) => journal.isOpen(url));
  for (const {url} of left) journal.postpone(url);
  tell(
    `What interrupted uploads left on ${host} stays until a later run, ${replicas(left.length)}: ${silence.message}`,
  );
  return count;
}

function replicas(count: number): string {
  return count === 1 ? '1 replica' : `${count} replicas`;
}
