import {UserError} from '../errors/errors.ts';
import {isMisread, misreadName} from './misread-name.ts';

declare const lfnBrand: unique symbol;

/**
 * A logical file name: absolute, normalised (no `.`, `..`, `//`), without a trailing slash except for the root.
 * Any script and any character but NUL is allowed in its components.
 */
export type Lfn = string & {readonly [lfnBrand]: true};

/** Where relative names start. Both are directories as the server sends them; a trailing slash is allowed. */
export interface LfnBase {
  readonly cwd: string;
  readonly home: string;
}

/**
 * Whether a grid name needs the connection's directory or home to be made absolute.
 * (Everything but `/...` does; asking for the base costs a request.)
 */
export function isRelativeLfn(name: string): boolean {
  return !name.startsWith('/');
}

/**
 * Make a name as users type it (without its `alien:` prefix) an LFN: relative to `cwd`,
 * with `~`, `~/` and `%ALIEN` at the start standing for `home`.
 * @throws {UserError} for a name with a NUL character, and one that the service misreads
 */
export function toLfn(name: string, base: LfnBase): Lfn {
  if (name.includes('\0')) throw new UserError('A grid name cannot hold a NUL character.');
  if (isMisread(name)) throw misreadName(name);
  const home = /^(?:~|%ALIEN)(?=\/|$)/.exec(name);
  if (home) return normalise(`${base.home}/${name.slice(home[0].length)}`);
  return normalise(name.startsWith('/') ? name : `${base.cwd}/${name}`);
}

/** An absolute name, normalised. The caller vouches that it begins with a slash. */
export function absoluteLfn(name: string): Lfn {
  return normalise(name);
}

/** Append a relative path (`a/b`) to a directory. The caller vouches for its components. */
export function joinLfn(directory: Lfn, relative: string): Lfn {
  return normalise(`${directory}/${relative}`);
}

/** The last component; empty for the root. */
export function basenameOfLfn(lfn: Lfn): string {
  return lfn.slice(lfn.lastIndexOf('/') + 1);
}

/** The directory of an LFN; the root's is the root. */
export function dirnameOfLfn(lfn: Lfn): Lfn {
  return normalise(lfn.slice(0, lfn.lastIndexOf('/')));
}

function normalise(path: string): Lfn {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return `/${parts.join('/')}` as Lfn;
}
