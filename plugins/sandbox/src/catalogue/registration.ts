import type {Catalogue} from './catalogue.ts';
import {catalogueTime, newFile} from './entries/entries.ts';
import type {Located} from './entries/entry.ts';
import {parentOf} from './names/names.ts';
import type {Guid, Lfn} from './names/names.ts';
import type {GuidRecord} from './contents/replicas.ts';

/** A content together with the name that it gets. */
export interface NewContent {
  readonly lfn: Lfn;
  /** null for an empty file, of which nothing is stored. */
  readonly guid: Guid | null;
  readonly owner: string;
  readonly gowner: string;
  readonly size: number;
  readonly md5: string;
  readonly jobid: number | null;
}

/**
 * Makes the entry of a content that was written, with all directories on the way; undefined if the name is taken
 * or a file is in the way. To be called in a transaction.
 */
export function registerContent(catalogue: Catalogue, content: NewContent): Located | undefined {
  const {lfn, guid, owner, gowner, size, md5, jobid} = content;
  const nearest = catalogue.entries.findNearest(lfn);
  if (nearest.rest.length === 0) return undefined;
  const directory =
    nearest.rest.length === 1 && nearest.entry.type === 'd'
      ? nearest.entry
      : catalogue.entries.createDirectories(parentOf(lfn), owner);
  if (directory === undefined) return undefined;
  const facts = {gowner, size, md5, jobid, ...(guid !== null && {guid})};
  const entry = catalogue.entries.create(directory, newFile(lfn, owner, facts));
  if (guid !== null) recordContent(catalogue, {guid, owner, gowner, size, md5});
  return entry;
}

/** Makes a content known, whether it has a name or not. */
export function recordContent(
  catalogue: Catalogue,
  {guid, owner, gowner, size, md5}: Omit<GuidRecord, 'perm' | 'ctime'>,
): void {
  if (catalogue.replicas.record(guid) === undefined)
    catalogue.replicas.addRecord({guid, owner, gowner, perm: '755', ctime: catalogueTime(), size, md5});
}
