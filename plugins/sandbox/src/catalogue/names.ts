/** Names of things in the catalogue, as types of their own so that they are not mixed up. */

declare const lfnBrand: unique symbol;
declare const guidBrand: unique symbol;

/** An absolute, normalised logical file name without a final slash; the root is `/`. */
export type Lfn = string & {readonly [lfnBrand]: true};

/** A GUID in lower case. */
export type Guid = string & {readonly [guidBrand]: true};

export const ROOT = '/' as Lfn;

/** Normalises an absolute path: `//`, `.`, `..` and a final slash go away. */
export function lfnFrom(path: string): Lfn {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return `/${parts.join('/')}` as Lfn;
}

/** The LFN that a user means: `alien:` dropped, `~` is the home, relative ones start at the current directory. */
export function resolveLfn(typed: string, home: string, currentDir: string): Lfn {
  const path = typed.replace(/^alien:(\/\/)?/, '');
  if (path.startsWith('~')) return lfnFrom(`${home}/${path.slice(1)}`);
  return lfnFrom(path.startsWith('/') ? path : `${currentDir}/${path}`);
}

export function parentOf(lfn: Lfn): Lfn {
  return lfn.slice(0, Math.max(1, lfn.lastIndexOf('/'))) as Lfn;
}

export function baseName(lfn: Lfn): string {
  return lfn.slice(lfn.lastIndexOf('/') + 1);
}

export function childOf(directory: Lfn, name: string): Lfn {
  return (directory === ROOT ? `/${name}` : `${directory}/${name}`) as Lfn;
}

/** Whether `lfn` is `ancestor` itself or lies below it. */
export function isBelow(lfn: Lfn, ancestor: Lfn): boolean {
  return lfn === ancestor || ancestor === ROOT || lfn.startsWith(`${ancestor}/`);
}

/** The home directory of an account, with a final slash as the wire shows directories. */
export function homeOf(account: string): string {
  return `/alice/cern.ch/user/${account[0] ?? 'x'}/${account}/`;
}
