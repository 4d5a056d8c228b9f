import {statSync} from 'node:fs';

/** What tells one content of a file from another: device, inode, size and time. '-': it is not there. */
export function fileMark(path: string): string {
  const stats = statSync(path, {bigint: true, throwIfNoEntry: false});
  if (stats === undefined) return '-';
  const nanoseconds = stats.mtimeNs % 1_000_000_000n;
  return `${stats.dev}:${stats.ino}:${stats.size}:${stats.mtimeNs / 1_000_000_000n}.${String(nanoseconds).padStart(9, '0')}`;
}
