import {statSync} from 'node:fs';
import {UserError} from '../../errors/errors.ts';

/** A name that can only mean a file of this machine. */
const LOCAL = /^(?:\.{0,2}\/|\.{1,2}$|file:)|^(?![\w+.-]+:).*\.(?:tgz|tar\.gz)$/;

/** A name with a scheme or a scope: for npm, even if there is a file of this name. */
const FOR_NPM = /^@|^[\w+.-]+:/;

/**
 * The directory or tarball of this machine that a word names as a plugin.
 * @param absolute makes a local name an absolute path
 * @returns an absolute path; undefined for the name of a package or repository, which npm finds
 * @throws {UserError} 2 for a local file that does not exist
 */
export function localPlugin(word: string, absolute: (name: string) => string): string | undefined {
  const isLocal = LOCAL.test(word);
  if (!isLocal && FOR_NPM.test(word)) return undefined;
  const path = absolute(word.replace(/^file:(?:\/\/(?=\/))?/, ''));
  if (statSync(path, {throwIfNoEntry: false}) !== undefined) return path;
  if (!isLocal) return undefined;
  throw new UserError(`There is no plugin ${path}.`, {
    code: 'NO_SUCH_FILE',
    next: ['Name a directory with a package.json, or a tarball that "npm pack" has made.'],
  });
}
