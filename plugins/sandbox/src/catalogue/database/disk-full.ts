/** SQLite's own code for it. */
const SQLITE_FULL = 13;

/** Whether something failed because there is no space left on the disk. */
export function isDiskFull(error: unknown): boolean {
  const {code, errcode} = error as {code?: unknown; errcode?: unknown};
  return errcode === SQLITE_FULL || code === 'ENOSPC' || code === 'EDQUOT';
}
