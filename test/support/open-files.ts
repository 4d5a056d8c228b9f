import {readdirSync, readlinkSync} from 'node:fs';

/** The files below a directory that this process has open, by their paths; one that was removed counts, too. */
export function openFilesIn(directory: string): string[] {
  return readdirSync('/proc/self/fd').flatMap((number) => {
    const path = targetOf(number);
    return path.startsWith(`${directory}/`) ? [path] : [];
  });
}

function targetOf(number: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${number}`);
  } catch {
    return ''; // the one that was open to list them
  }
}
