import type {Lfn} from '../../paths/lfn.ts';
import type {SelectionRequest} from './selection-request.ts';

/** What is to be copied, in the words of the user. */
export type CopyRequest = (CopyOperands | CopyList) & CopySettings;

/** Sources that all go to one place. */
export interface CopyOperands {
  /** files or directories, all of them local or all of them on the grid */
  readonly sources: readonly string[];
  /** a specification of storage elements may follow on the grid side: `@disk:2` */
  readonly destination: string;
  /** the destination is a directory; each source gets its path without the directories common to all sources */
  readonly keepPaths?: boolean;
}

/** A list of copies, in any directions. One that cannot be planned is a failure of its own. */
export interface CopyList {
  readonly pairs: readonly CopyPair[];
}

export interface CopyPair {
  /** where it is in the list, for messages; from 1 */
  readonly line: number;
  readonly source: string;
  readonly destination: string;
}

/** How files are copied; everything has a default. */
export interface CopySettings {
  /** compare an existing destination of the same size by md5, whatever the times say */
  readonly force?: boolean;
  /** take an existing destination of the same size for the same file, even if it is older */
  readonly sizeOnly?: boolean;
  /** leave alone what exists at a destination, whatever it holds */
  readonly keepExisting?: boolean;
  /** exactly the storage elements of the specification, no others */
  readonly strictSpecification?: boolean;
  /** ask for other storage elements in the place of those that fail; default true */
  readonly recover?: boolean;
  /** transfers at the same time; default 8 */
  readonly jobs?: number;
  /** further rounds for what may pass, such as a lost connection; default 2 */
  readonly retries?: number;
  /** ms that one file may take; no limit when absent */
  readonly timeout?: number;
  /** bytes a second; a replica that is slower over ten seconds is left for the next one. 0: no limit, the default */
  readonly rateThreshold?: number;
  /** downloads go over HTTP where the storage has an address of it; default false */
  readonly http?: boolean;
  /** an absolute directory in which the addresses of all replicas of each download are kept; default: they are not */
  readonly metalinks?: string;
  /** bytes from which storages are asked to copy a file among themselves, from grid to grid; default 64 MiB */
  readonly directFrom?: number;
  /** directories above the source that are kept at the destination; default 0 */
  readonly parents?: number;
  /** directories at the beginning of the full source path that are dropped, all others being kept */
  readonly skippedPrefix?: number;
  /** a source that is a directory is an error, and a pattern no source; default false */
  readonly filesOnly?: boolean;
  /** the name that the content of a replaced file on the grid keeps; default: it is removed */
  readonly backup?: (lfn: Lfn) => Lfn;
  /** which of the files that are found are meant; default all */
  readonly selection?: SelectionRequest;
  /** change nothing anywhere, only say what would be done */
  readonly dryRun?: boolean;
}
