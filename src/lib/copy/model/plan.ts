import type {Replica} from '../../catalogue/access.ts';
import type {Entry} from '../../catalogue/entry.ts';
import {type AlienError, UserError} from '../../errors/errors.ts';
import type {Lfn} from '../../paths/lfn.ts';
import type {Specification} from '../../paths/specification.ts';
import type {Keep} from '../operands/destination.ts';
import type {CopyItem} from './events.ts';
import type {Route} from '../operands/routes.ts';
import type {Selection} from '../selection/selection.ts';

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

export interface PlanOptions {
  readonly cwd: string;
  readonly keep: Keep;
  readonly selection: Selection;
  /** what may be a source; a pattern only where anything may */
  readonly accept: 'anything' | 'files' | 'directories';
  /** more than one needs a directory to go to */
  readonly sourcesPerDestination: number;
  readonly signal: AbortSignal;
  /** tell of what could not be planned as it was asked for */
  readonly say: (note: string) => void;
  /** a number for the next file of the plan */
  readonly nextId: () => number;
  /** Plan one route; @returns undefined where its failure has been noted and the others may go on */
  readonly attempt: <T>(route: Route, task: () => Promise<T>) => Promise<T | undefined>;
}

/** Whether a name ends like one whose contents are meant: `dir/`, `.`, `..`, `dir/.`. */
export function meansContents(name: string): boolean {
  return /(?:^|\/)\.{0,2}$/.test(name);
}

/** @throws {UserError} 21 for a directory where only files are wanted, 20 for the reverse */
export function refuseKind(path: string, isDirectory: boolean, accept: PlanOptions['accept']): void {
  if (accept === 'files' && isDirectory)
    throw new UserError(`${path} is a directory.`, {code: 'IS_A_DIRECTORY'});
  if (accept === 'directories' && !isDirectory)
    throw new UserError(`${path} is a file, not a directory.`, {code: 'NOT_A_DIRECTORY'});
}
