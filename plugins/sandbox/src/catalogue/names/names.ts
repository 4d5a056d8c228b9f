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

/**
 * The absolute path that the real service makes of what was typed; undefined where it crashes, above the root.
 * `alien:` is dropped, `~` is the home, relative ones start at the current directory. Like there, `..` is looked for
 * after the slashes were tidied, and even at the start of a longer name: `d/../f` keeps a double slash, a path that
 * ends in `..` keeps a final one, and `...` means what `..` does.
 */
export function absolutePath(typed: string, home: string, currentDir: string): string | undefined {
  const named = typed.replace(/^alien:(\/\/)?/, '').replace(/^~/, `${home}/`);
  let path = (named.startsWith('/') ? named : `${currentDir}/${named}`)
    .replaceAll('///', '/')
    .replaceAll('//', '/')
    .replace(/(?<=.)\/$/, '');
  while (path.includes('/./')) path = path.replaceAll('/./', '/');
  for (let dots = path.indexOf('/..'); dots >= 0; dots = path.indexOf('/..')) {
    const slash = dots < 2 ? -1 : path.lastIndexOf('/', dots - 2);
    if (slash < 0) return undefined;
    path = `${path.slice(0, slash)}/${path.slice(dots + 3)}`;
  }
  return path.endsWith('/.') ? path.slice(0, -1) : path;
}

/** The LFN that such a path means. */
export function resolveLfn(typed: string, home: string, currentDir: string): Lfn {
  return lfnFrom(absolutePath(typed, home, currentDir) ?? ROOT);
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

/** Whether `lfn` is `ancestor` itself or is below it. */
export function isBelow(lfn: Lfn, ancestor: Lfn): boolean {
  return lfn === ancestor || ancestor === ROOT || lfn.startsWith(`${ancestor}/`);
}

/** The home directory of an account, with a final slash as the wire shows directories. */
export function homeOf(account: string): string {
  return `/alice/cern.ch/user/${account[0] ?? 'x'}/${account}/`;
}
