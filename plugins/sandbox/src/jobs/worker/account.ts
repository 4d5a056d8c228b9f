/** Whom a job runs as. */
export interface JobAccount {
  readonly uid: number;
  readonly gid: number;
}
