import type {Entry} from '../catalogue/entry.ts';
import type {AlienError} from '../errors/errors.ts';
import type {Lfn} from '../paths/lfn.ts';
import type {CopyItem} from './events.ts';

export interface DownloadItem extends CopyItem {
  readonly lfn: Lfn;
  /** lower-case hex; undefined where the catalogue has none */
  readonly md5: string | undefined;
  readonly changed: Date | undefined;
  readonly specification: string | undefined;
}

export interface UploadItem extends CopyItem {
  readonly lfn: Lfn;
  /** what is there already */
  readonly existing: Entry | undefined;
}

/** A source that was found but cannot be copied; it counts as failed. */
export interface PlanProblem {
  readonly item: CopyItem;
  readonly error: AlienError;
}

export interface DownloadPlan {
  readonly direction: 'download';
  readonly items: readonly DownloadItem[];
  readonly problems: readonly PlanProblem[];
  /** the local directory that nothing may leave */
  readonly base: string;
  /** absolute local directories that the copy has to hold, empty ones included */
  readonly directories: readonly string[];
}

export interface UploadPlan {
  readonly direction: 'upload';
  readonly items: readonly UploadItem[];
  readonly problems: readonly PlanProblem[];
  /** the directories that have to be made (with their parents) */
  readonly directories: readonly Lfn[];
  /** where the replicas are to go, and how many the user asked for explicitly */
  readonly specification: {readonly text: string; readonly replicas: number} | undefined;
}

/** Whether a name ends like one whose contents are meant: `dir/`, `.`, `..`, `dir/.`. */
export function meansContents(name: string): boolean {
  return /(?:^|\/)\.{0,2}$/.test(name);
}
