/** Which of the files that are found are copied, in the words of the user. All that is given must hold. */
export interface SelectionRequest {
  /** `*` any characters, `?` one; for the path below the source or, without a slash, for the name */
  readonly glob?: string;
  /** a regular expression that matches somewhere in the full path */
  readonly select?: string;
  /** `begin_X contain_Y ends_Z ext_E`, joined by `_` */
  readonly name?: string;
  /** texts that must not be in the path below the source */
  readonly exclude?: readonly string[];
  /** regular expressions that must not match in the path below the source */
  readonly excludeRegex?: readonly string[];
  /** bytes, with K, M, G or T behind a number: times 1024 */
  readonly minSize?: string;
  readonly maxSize?: string;
  /** directories between the source and the file */
  readonly minDepth?: number;
  readonly maxDepth?: number;
  /** unix time in s or ms, or a date such as `2024-05-01 12:00`: of the last change, both ends included */
  readonly minTime?: string;
  readonly maxTime?: string;
  /** owner, group and job: only the catalogue knows them */
  readonly user?: string;
  readonly group?: string;
  readonly jobId?: string;
  /** a pattern of names that the central service leaves out */
  readonly serverExclude?: string;
  /** a site; the files whose replicas are nearest to it come first */
  readonly site?: string;
  /** at most so many files, after `offset` others, in the order of their paths */
  readonly limit?: number;
  readonly offset?: number;
}
