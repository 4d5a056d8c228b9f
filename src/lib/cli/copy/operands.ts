import {parsePairs} from '../../copy/operands/pair-list.ts';
import {readLocalText} from '../../copy/read-text.ts';
import type {CopyList, CopyOperands} from '../../copy/model/request.ts';
import {lfnsOfCollection, pairsOfCollection} from '../../copy/operands/xml-collection.ts';
import {UserError} from '../../errors/errors.ts';
import {readStreamText} from '../../files/named-text.ts';
import {localPath} from '../../files/local-path.ts';

/** The flags of `cp` that stand for names. */
export interface OperandFlags {
  readonly input?: string | undefined;
  readonly dst?: string | undefined;
  readonly collection?: string | undefined;
}

/** Where a list of copies may come from. */
export interface ListPlace {
  readonly cwd: string;
  readonly stdin: NodeJS.ReadableStream;
}

/**
 * What `cp` is to copy: `SOURCE... DESTINATION`, a list in a file (`-` is stdin), names to a directory below
 * which they keep their paths, or the files of an XML collection to one.
 * @param readCollection gets the text of a collection that is named
 * @param place where a list is looked for, or read from
 * @throws {UserError} 22 for too few names or contradictions; the errno for a list that cannot be read
 */
export async function copyOperands(
  names: readonly string[],
  {input, dst, collection}: OperandFlags,
  readCollection: (name: string) => Promise<string>,
  place: ListPlace,
): Promise<CopyOperands | CopyList> {
  if (input !== undefined) {
    if (names.length > 0 || dst !== undefined || collection !== undefined) {
      throw new UserError('With --input all names come from the list; there can be no others.');
    }
    return {pairs: await parsePairs(await readList(input, place))};
  }
  if (collection !== undefined) {
    const [destination, ...others] = dst === undefined ? names : [dst, ...names];
    if (destination === undefined || others.length > 0)
      throw new UserError('With --collection name one directory that its files go to, and no other names.');
    const lfns = await lfnsOfCollection(await readCollection(collection));
    return {pairs: pairsOfCollection(lfns, destination)};
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

async function readList(path: string, {cwd, stdin}: ListPlace): Promise<string> {
  return path === '-'
    ? await readStreamText(stdin, 'the list on stdin')
    : await readLocalText(localPath(cwd, path));
}
