/** The steps of copying a file; a failure names the one that failed. */
export type CopyStep =
  'look up' | 'read' | 'envelope' | 'transfer' | 'verify' | 'register' | 'replace' | 'remove';

/** One file on its way; the same object in all events about it. */
export interface CopyItem {
  /** 1 for the first file of the plan */
  readonly id: number;
  /** local path or LFN, without prefix */
  readonly source: string;
  readonly destination: string;
  /** bytes */
  readonly size: number;
}

/** A file that was not copied, and why. */
export interface CopyFailure {
  readonly source: string;
  readonly destination: string;
  readonly step: CopyStep;
  readonly reason: string;
  /** what the user can do about it */
  readonly next: readonly string[];
  /** errno-like */
  readonly exitCode: number;
}

/** `mixed` for a list of copies in several directions */
export type CopyDirection = 'download' | 'upload' | 'grid' | 'mixed';

/** What `copy()` tells while it works, in this order: planned, then events about files, summary. */
export type CopyEvent =
  | {readonly kind: 'note'; readonly text: string}
  | {
      readonly kind: 'planned';
      readonly direction: CopyDirection;
      readonly files: number;
      readonly bytes: number;
      /** directories that will be made, as far as known */
      readonly directories: readonly string[];
    }
  /** a local file is read for its md5, before anything can be booked for it */
  | {readonly kind: 'reading'; readonly item: CopyItem; readonly bytes: number}
  /** it is on tape only, and the copy waits for it */
  | {readonly kind: 'staging'; readonly item: CopyItem}
  | {
      readonly kind: 'started';
      readonly item: CopyItem;
      readonly se: string;
      /** where it is written: 1 for the first places that are booked for a file, and how many these are */
      readonly booking?: {readonly round: number; readonly replicas: number};
    }
  | {
      readonly kind: 'progress';
      readonly item: CopyItem;
      readonly se: string;
      readonly bytes: number;
      /** bytes a second */
      readonly rate: number;
    }
  | {
      readonly kind: 'done';
      readonly item: CopyItem;
      readonly seconds: number;
      /** false where the catalogue knows no checksum to compare with */
      readonly verified: boolean;
      /** the storage elements that have it now, where it went through this machine to them */
      readonly replicas?: readonly string[];
      /** what was sent, where it is not the size of the plan */
      readonly bytes?: number;
      /** e.g. fewer replicas than asked for */
      readonly warning?: string;
    }
  | {readonly kind: 'skipped'; readonly item: CopyItem; readonly reason: string}
  | {readonly kind: 'planned-file'; readonly item: CopyItem; readonly replaces: boolean}
  /** a sync has removed what the source does not have, or on a dry run would do so */
  | {readonly kind: 'removed' | 'planned-removal'; readonly path: string}
  | {readonly kind: 'failed'; readonly item: CopyItem; readonly failure: CopyFailure}
  | {readonly kind: 'summary'; readonly summary: CopySummary};

/** What a copy has done when it ends. */
export interface CopySummary {
  readonly direction: CopyDirection;
  readonly dryRun: boolean;
  /** files of the plan, and directories that could not be made */
  readonly files: number;
  readonly copied: number;
  readonly skipped: number;
  readonly failed: number;
  /** files and directories that a sync has removed */
  readonly removed: number;
  /** of those copied: the ones whose content no checksum could prove */
  readonly notVerified: number;
  /** bytes of the files copied */
  readonly bytes: number;
  /** from the first look to the last registration */
  readonly seconds: number;
  /** the copy was interrupted; `files - copied - skipped - failed` were not tried to the end */
  readonly aborted: boolean;
  readonly failures: readonly CopyFailure[];
  readonly warnings: readonly string[];
}
