import {accessSync, constants} from 'node:fs';
import {delimiter, join} from 'node:path';

/** Places to look at besides the search path, which may be a poor one. */
const USUAL = ['/usr/bin', '/usr/local/bin', '/bin', '/usr/sbin'];

/** The full path of xrootd; undefined if it is not installed. */
export function xrootdProgram(): string | undefined {
  return findProgram('xrootd');
}

/** The full path of a program; undefined if there is none of that name. */
export function findProgram(name: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...USUAL];
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
