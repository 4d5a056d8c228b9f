import {stat} from 'node:fs/promises';
import {basename} from 'node:path';
import {collectionText} from '../catalogue/collection-text.ts';
import {UserError} from '../errors/errors.ts';
import {localError} from '../errors/local-error.ts';
import {hashFile} from './transfer/hash-file.ts';

/**
 * An XML collection of files on this machine. Each is read, for its checksum.
 * @param paths absolute
 * @param name of the collection
 * @throws {UserError} for a file that cannot be read, or is none
 */
export async function localCollection(
  paths: readonly string[],
  name: string,
  signal: AbortSignal,
): Promise<string> {
  const files = [];
  for (const path of paths)
    files.push({name: basename(path), path, ...(await localFacts(path, signal)), turl: `file://${path}`});
  return collectionText(name, files);
}

/**
 * Size and md5 of a file on this machine, which is read for it.
 * @throws {UserError} for one that cannot be read, or is none
 */
export async function localFacts(path: string, signal: AbortSignal): Promise<{size: number; md5: string}> {
  const facts = await stat(path).catch((error: unknown) => {
    throw localError(error, path);
  });
  if (!facts.isFile()) throw new UserError(`${path} is no file.`);
  const {size, md5} = await hashFile(path, facts.size, signal);
  return {size, md5};
}
