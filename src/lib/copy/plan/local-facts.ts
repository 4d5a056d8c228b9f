import type {Stats} from 'node:fs';
import {lstat, stat} from 'node:fs/promises';
import {localError} from '../../errors/local-error.ts';

/** Something on this machine. */
export interface Looked {
  /** of what a link leads to */
  readonly facts: Stats;
  /** it has not changed later, nor come into its place, by any sign */
  readonly unchangedSince: Date;
}

/**
 * Look at a local name; links are followed. Whatever is moved into its place keeps the time of its content, and so does
 * all that is in a directory that is moved: but the time of its own change becomes that of the move.
 * @param directory the one it is in
 * @throws {UserError} where it cannot be looked at
 */
export async function lookAt(path: string, directory?: Looked): Promise<Looked> {
  try {
    const own = await lstat(path);
    const isLink = own.isSymbolicLink();
    const facts = isLink ? await stat(path) : own;
    const latest = Math.max(
      facts.isDirectory() ? moved(facts) : Math.max(facts.mtimeMs, facts.ctimeMs),
      isLink ? own.ctimeMs : 0,
      directory?.unchangedSince.getTime() ?? 0,
    );
    return {facts, unchangedSince: new Date(Math.ceil(latest))};
  } catch (error) {
    throw localError(error, path);
  }
}

/** What comes into a directory, or leaves it, sets both of its times; a move, or new permissions, only that of change. */
function moved({mtimeMs, ctimeMs}: Stats): number {
  return ctimeMs > mtimeMs ? ctimeMs : 0;
}
