import * as promises from 'node:fs/promises';
import {createRequire, syncBuiltinESMExports} from 'node:module';
import {constants} from 'node:os';
import {
  hashSmallFiles,
  type HashSmallFiles,
  landFiles,
  type LandFiles,
} from '../../src/lib/storage/local-disk.ts';

/** The calls to the local file system that the copy engine makes with a path. */
const CALLS = [
  'lstat',
  'mkdir',
  'open',
  'readdir',
  'readFile',
  'rename',
  'rm',
  'stat',
  'utimes',
  'writeFile',
] as const;

type AnyCall = (path: unknown, ...rest: unknown[]) => Promise<unknown>;

/**
 * Make calls to the local file system fail, of everything in this process.
 * @param shallFail asked before each call whose path begins like `below`
 * @returns what puts everything back
 */
export function failFiles(below: string, shallFail: (call: string) => boolean): () => void {
  const module = createRequire(import.meta.url)('node:fs/promises') as Record<string, AnyCall>;
  const originals = new Map(CALLS.map((name) => [name, promises[name] as AnyCall]));
  for (const [name, original] of originals) {
    module[name] = async (path, ...rest) => {
      if (typeof path === 'string' && path.startsWith(below) && shallFail(name))
        throw systemError(name, path);
      return await original(path, ...rest);
    };
  }
  syncBuiltinESMExports();
  return () => {
    for (const [name, original] of originals) module[name] = original;
    syncBuiltinESMExports();
  };
}

/** The landing of downloads, of which some fail: the others of a group land all the same. */
export function failingLanding(shallFail: () => boolean): LandFiles {
  return async (files) => {
    const failures = files.map(({path}) => (shallFail() ? systemError('rename', path) : undefined));
    const others = await landFiles(files.filter((_, i) => failures[i] === undefined));
    const left = others.values();
    return failures.map((failure) => failure ?? left.next().value);
  };
}

/** The reading of small files for their md5, which has to be done in another way where it fails. */
export function failingHashes(shallFail: () => boolean): HashSmallFiles {
  return async (paths) => {
    const found = await hashSmallFiles(paths);
    return found.map((each) => (shallFail() ? undefined : each));
  };
}

function systemError(syscall: string, path: string): Error {
  const error = new Error(`EIO: injected, ${syscall} '${path}'`);
  return Object.assign(error, {code: 'EIO', errno: -constants.errno.EIO, syscall, path});
}
