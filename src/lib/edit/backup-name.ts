import {absoluteLfn, type Lfn} from '../paths/lfn.ts';

/** The name that the old content keeps: `LFN~`, or with the time, `LFN.20260131_235959`. */
export type BackupStyle = 'tilde' | 'dated';

/** @param now of which a dated name has the local time */
export function backupName(lfn: Lfn, style: BackupStyle, now: Date): Lfn {
  return absoluteLfn(style === 'tilde' ? `${lfn}~` : `${lfn}.${stampOf(now)}`);
}

function stampOf(now: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
  return `${date}_${[now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join('')}`;
}
