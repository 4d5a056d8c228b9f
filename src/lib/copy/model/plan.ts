import type {Replica} from '../../catalogue/access.ts';
import type {Entry} from '../../catalogue/entry.ts';
import type {AlienError} from '../../errors/errors.ts';
import type {Lfn} from '../../paths/lfn.ts';
import type {Specification} from '../../paths/specification.ts';
import type {CopyItem} from './events.ts';

/** A file on the grid that is read. */
export interface GridSource {
  readonly lfn: Lfn;
  /** lower-case hex; undefined where the catalogue has none */
  readonly md5: string | undefined;
  /** which replicas to read */
  readonly specification: string | undefined;
  /** where it may be read, if that has been asked for already */
  readonly granted?: readonly Replica[];
}

export interface DownloadItem extends CopyItem, GridSource {
  /** the time that a copy here gets; one that has it, and the size, is that content */
  readonly stamp: Date | undefined;
  /** the local directory that nothing may leave */
  readonly base: string;
  /** the source is this file, not a directory or a pattern */
  readonly isNamed: boolean;
}

/** Everything that tells the content of a file on the grid from that of others. */
export function contentOf({lfn, md5, size}: Pick<DownloadItem, 'lfn' | 'md5' | 'size'>): readonly unknown[] {
  return [lfn, md5, size];
}

/** A file that is written to the grid. */
export interface UploadItem extends CopyItem {
  readonly lfn: Lfn;
  /** the source is a pipe, whose size is known only when it has been read, once */
  readonly isStream?: true;
  /** where it comes from, if that is the grid too */
  readonly from?: GridSource;
  /** the time of the source's content */
  readonly changed: Date | undefined;
  /** the source has not changed later by any sign */
  readonly unchangedSince: Date | undefined;
  /** what is there already */
  readonly existing: Entry | undefined;
  /** where the replicas are to go, and how many the user asked for explicitly */
  readonly specification: Specification | undefined;
}

/** A source that was found but cannot be copied; it counts as failed. */
export interface PlanProblem {
  readonly item: CopyItem;
  readonly error: AlienError;
}

/** A local directory that the copy has to hold, perhaps an empty one. */
export interface PlannedDirectory {
  /** absolute */
  readonly path: string;
  readonly base: string;
}

export interface CopyPlan {
  readonly downloads: readonly DownloadItem[];
  readonly uploads: readonly UploadItem[];
  readonly problems: readonly PlanProblem[];
  readonly localDirectories: readonly PlannedDirectory[];
  /** those that have to be made, with their parents */
  readonly gridDirectories: readonly Lfn[];
  /** files that were found and are not meant */
  readonly leftOut: number;
}
