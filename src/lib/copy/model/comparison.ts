/**
 * How something that exists at a destination is compared with its source, after their sizes:
 * - `existence`: not at all, it stays
 * - `size`: no further
 * - `md5`: what both hold
 * - `time`: no change since it was copied, which times and GUIDs prove; where they do not, what both hold
 */
export type Comparison = 'existence' | 'size' | 'md5' | 'time';

/** What comparing found. */
export interface Compared {
  readonly exists: boolean;
  /** why no copy is needed */
  readonly upToDate?: string;
  /** the content is the same but its time is not: set right, it need not be read the next time */
  readonly staleTime?: boolean;
}
