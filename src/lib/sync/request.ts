import type {CopySettings} from '../copy/model/request.ts';

/** A tree that is to become like another one. */
export interface SyncRequest extends Omit<
  CopySettings,
  'force' | 'keepExisting' | 'filesOnly' | 'parents' | 'skippedPrefix'
> {
  /** a directory, or a file where nothing is to be removed */
  readonly source: string;
  /** the directory that gets the same contents, or of a file its name or directory; a specification may follow on the grid side */
  readonly destination: string;
  /** compare files of the same size by md5, not by time */
  readonly checksum?: boolean;
  /** what to remove at the destination; nothing when absent */
  readonly remove?: RemoveRequest;
}

/** Remove what the source does not have. What the selection leaves out stays. */
export interface RemoveRequest {
  /** files that may go at most: a number, or `N%` of those that are there; default 10, or half of them if that is more */
  readonly limit?: string;
  /** beyond that limit, and even if the source is empty */
  readonly force?: boolean;
}
