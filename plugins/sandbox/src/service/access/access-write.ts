import {TOTAL_SPACE} from '../../catalogue/elements/elements.ts';
import type {Located} from '../../catalogue/entries/entry.ts';
import {newGuid, storagePath} from '../../catalogue/names/guid.ts';
import type {Guid, Lfn} from '../../catalogue/names/names.ts';
import {mayWrite} from '../../catalogue/owners/permissions.ts';
import {chooseForWriting} from '../../catalogue/elements/wishes.ts';
import type {Wish} from '../../catalogue/elements/wishes.ts';
import type {Call} from '../call/command.ts';
import {EBADFD, EINVAL, ENOENT, EUCLEAN} from '../answers/errno.ts';
import {grant} from './granted.ts';

const BOOKING_LIFETIME = 24 * 3600 * 1000;
const DIFFERENT = 'You seem to want to write a different file from the existing one in the catalogue';

/** What the client says about the file that it is going to write. */
export interface Announced {
  readonly size: number | undefined;
  readonly md5: string | undefined;
  readonly jobid: number | undefined;
  readonly url: boolean;
}

/** Answers where a file can be written, and books these places for it. */
export function accessWrite(
  call: Pick<Call, 'answer' | 'session' | 'grid'>,
  file: string,
  wish: Wish,
  announced: Announced,
): void {
  const {answer, session, grid} = call;
  const {catalogue} = grid;
  if (!file.startsWith('/')) return answer.fail(ENOENT, file);
  const lfn = session.resolve(file);
  if (grid.faults.refusesName(lfn)) return answer.fail(ENOENT, file);
  const {entry, rest} = catalogue.entries.findNearest(lfn);
  const existing = rest.length === 0 ? entry : undefined;
  if (existing?.type === 'd' || (existing === undefined && entry.type !== 'd')) {
    return answer.fail(EBADFD, 'No write PFNs');
  }
  if (!mayWrite(session.account, entry) || (announced.size ?? 0) > TOTAL_SPACE) {
    return answer.fail(EBADFD, 'No write PFNs');
  }
  if (existing === undefined && !catalogue.quotas.allows(session.account.name, announced.size ?? 0)) {
    return answer.fail(EBADFD, 'No write PFNs');
  }
  if (existing !== undefined && differs(existing, announced)) return answer.fail(EINVAL, DIFFERENT);
  if (existing !== undefined && existing.guid === null) {
    return answer.fail(EUCLEAN, 'Could not retrieve the GUID entry for the existing file');
  }
  const guid = existing?.guid ?? newGuid();
  const taken = existing === undefined ? [] : catalogue.replicas.list(guid).map((replica) => replica.se);
  const elements = chooseForWriting(wish, taken, catalogue.defaultReplicas, session.site);
  if (elements.length === 0) return answer.fail(EBADFD, 'No write PFNs');
  const granted = elements.map((element) => ({
    element,
    guid,
    path: `${element.root}/${storagePath(guid)}`,
  }));
  book(call, lfn, granted, announced);
  const size = existing?.size ?? announced.size ?? 0;
  const md5 = existing?.md5 ?? announced.md5 ?? null;
  grant(call, {access: 'write', size, md5, url: announced.url}, granted);
}

function differs(existing: Located, announced: Announced): boolean {
  const {size, md5, jobid} = announced;
  return (
    (size !== undefined && size !== existing.size) ||
    (md5 !== undefined && md5.toLowerCase() !== existing.md5) ||
    (jobid !== undefined && jobid !== existing.jobid)
  );
}

function book(
  {session, grid}: Pick<Call, 'session' | 'grid'>,
  lfn: Lfn,
  places: readonly {element: {number: number}; guid: Guid; path: string}[],
  announced: Announced,
): void {
  const {bookings} = grid.catalogue;
  const owner = session.account.name;
  grid.catalogue.transaction(() => {
    for (const {element, guid, path} of places) {
      bookings.put({
        guid,
        se: element.number,
        path,
        lfn,
        owner,
        gowner: owner,
        size: announced.size ?? null,
        md5: announced.md5?.toLowerCase() ?? null,
        jobid: announced.jobid ?? null,
        expires: Date.now() + BOOKING_LIFETIME,
      });
    }
  });
}
