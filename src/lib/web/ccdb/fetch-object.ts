import {createHash} from 'node:crypto';
import {lstat, rename, rm, writeFile} from 'node:fs/promises';
import {basename, dirname, extname, join} from 'node:path';
import {copy} from '../../copy/copy.ts';
import type {CopyServices} from '../../copy/services.ts';
import {ServerError} from '../../errors/errors.ts';
import {localError} from '../../errors/local-error.ts';
import {makeLocalDirectories} from '../../files/make-local-directories.ts';
import {openHandle} from '../../files/open-file.ts';
import {checkedRelativePath} from '../../paths/relative-path.ts';
import {temporaryName} from '../../traces/temporary-name.ts';
import {unfit} from '../../storage/http/http-error.ts';
import type {Web} from '../web.ts';
import type {Ccdb} from './ccdb.ts';
import {type CcdbObject, propertiesText} from './ccdb-object.ts';

/** How objects are laid out below a directory. */
export type Layout =
  /** PATH/NAME_ETAG.EXTENSION */
  | 'files'
  /** PATH/VALID-FROM/ETAG and ETAG.properties, as a local CCDB has them */
  | 'mirror';

/** How the bytes of objects come here. */
export type Source =
  | {readonly over: 'http'; readonly ccdb: Ccdb; readonly web: Web}
  /** replicas on the grid */
  | {readonly over: 'grid'; readonly services: CopyServices};

/**
 * Where an object comes to, below the destination.
 * @throws {UserError} where the service tells a name that leads out of it
 */
export function placeOf({path, filename, etag, validFrom}: CcdbObject, layout: Layout): string {
  const extension = extname(filename);
  const name =
    layout === 'mirror' ? `${validFrom}/${etag}` : `${basename(filename, extension)}_${etag}${extension}`;
  return checkedRelativePath(`${path.replace(/^\/+|\/+$/g, '')}/${name}`);
}

/**
 * Fetch an object to its place, verified by size and md5. One that is there is left alone.
 * @returns whether it was fetched
 * @throws {AlienError} where it has no replica that is available, or other content comes
 */
export async function fetchObject(
  object: CcdbObject,
  path: string,
  layout: Layout,
  source: Source,
  signal: AbortSignal,
): Promise<boolean> {
  const isThere = await holds(path, object);
  if (!isThere) {
    makeLocalDirectories(dirname(path));
    if (source.over === 'grid') await fromGrid(object, path, source.services, signal);
    else await overHttp(object, path, source, signal);
  }
  if (layout === 'mirror') await putText(`${path}.properties`, propertiesText(object));
  return !isThere;
}

async function holds(path: string, {size, md5}: CcdbObject): Promise<boolean> {
  const found = await lstat(path).catch(() => undefined);
  if (!found?.isFile() || found.size !== size || md5 === undefined) return false;
  const hash = createHash('md5');
  await using file = await openHandle(path, {owner: 'anyone', limit: Infinity, link: 'refuse'});
  for await (const chunk of file.createReadStream({autoClose: false}) as AsyncIterable<Buffer>)
    hash.update(chunk);
  return hash.digest('hex') === md5;
}

async function fromGrid(
  {replicas, etag}: CcdbObject,
  path: string,
  services: CopyServices,
  signal: AbortSignal,
): Promise<void> {
  const replica = replicas.find((each) => each.startsWith('alien:'));
  if (replica === undefined)
    throw new ServerError(`The object ${etag} is not on the grid.`, {
      code: 'NO_REPLICA',
      next: ['Fetch it with --http.'],
    });
  const request = {sources: [replica], destination: `file:${path}`, force: true, filesOnly: true};
  const {failures} = await copy(request, services, {signal});
  signal.throwIfAborted();
  const [failure] = failures;
  if (failure) throw new ServerError(failure.reason, {exitCode: failure.exitCode, next: failure.next});
}

async function overHttp(
  {replicas, etag, size, md5}: CcdbObject,
  path: string,
  {ccdb, web}: Source & {over: 'http'},
  signal: AbortSignal,
): Promise<void> {
  const replica = replicas.find((each) => /^https?:|^\//.test(each)) ?? `download/${etag}`;
  const url = ccdb.address(replica);
  const temporary = join(dirname(path), temporaryName(basename(path)));
  try {
    const came = await web.file(url, temporary, {signal});
    if (size !== undefined && came.bytes !== size)
      throw unfit(url.host, `sent ${came.bytes} bytes of ${etag}, which has ${size}`);
    if (md5 !== undefined && came.md5 !== md5)
      throw unfit(url.host, `sent a content of ${etag} that has another md5`);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, {force: true});
    throw localError(error, path);
  }
}

async function putText(path: string, text: string): Promise<void> {
  const temporary = join(dirname(path), temporaryName(basename(path)));
  try {
    await writeFile(temporary, text, {flag: 'wx'});
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, {force: true});
    throw localError(error, path);
  }
}
