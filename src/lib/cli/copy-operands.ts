import {readFile} from 'node:fs/promises';
import {text} from 'node:stream/consumers';
import {localError} from '../copy/local-error.ts';
import {parsePairs} from '../copy/pair-list.ts';
import type {CopyList, CopyOperands} from '../copy/request.ts';
import {UserError} from '../errors/errors.ts';

/**
 * What `cp` is to copy: `SOURCE... DESTINATION`, a list in a file (`-` is stdin), or names to a directory below
 * which they keep their paths.
 * @throws {UserError} 22 for too few names or contradictions; the errno for a list that cannot be read
 */
export async function copyOperands(
  names: readonly string[],
  {input, dst}: {readonly input?: string | undefined; readonly dst?: string | undefined},
): Promise<CopyOperands | CopyList> {
  if (input !== undefined) {
    if (names.length > 0 || dst !== undefined) {
      throw new UserError('With --input all names come from the list; there can be no others.');
    }
    return {pairs: await parsePairs(await readList(input))};
  }
  if (dst !== undefined) {
    if (names.length === 0) throw new UserError(`Nothing to copy to ${dst}: name at least one source.`);
    return {sources: names, destination: dst, keepPaths: true};
  }
  const destination = names.at(-1);
  if (destination === undefined || names.length < 2) {
    throw new UserError('Name what to copy, and where to.', {next: ['See "alien cp --help".']});
  }
  return {sources: names.slice(0, -1), destination};
}

async function readList(path: string): Promise<string> {
  if (path === '-') return await text(process.stdin);
  return await readFile(path, 'utf8').catch((error: unknown) => {
    throw localError(error, path);
  });
}
