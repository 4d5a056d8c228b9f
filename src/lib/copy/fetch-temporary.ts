import {rm} from 'node:fs/promises';
import {join} from 'node:path';
import {ServerError} from '../errors/errors.ts';
import type {Lfn} from '../paths/lfn.ts';
import {makeTemporaryDirectory} from '../traces/temporary-directory.ts';
import {copy} from './copy.ts';
import type {CopyServices} from './model/request.ts';

/** A grid file on this machine, for as long as it is looked at. */
export interface TemporaryFile extends AsyncDisposable {
  readonly path: string;
}

/**
 * Fetch a grid file, verified, into a directory that only this user can enter. Dispose of it when done.
 * @throws {UserError} 21 for a directory; {ServerError} with the reason and exit code of the failed copy
 */
export async function fetchTemporary(
  lfn: Lfn,
  services: CopyServices,
  signal: AbortSignal,
): Promise<TemporaryFile> {
  const directory = await makeTemporaryDirectory();
  const dispose = () => rm(directory, {recursive: true, force: true});
  try {
    const path = join(directory, 'file');
    const request = {sources: [`alien:${lfn}`], destination: `file:${path}`, filesOnly: true};
    const summary = await copy(request, services, {signal});
    signal.throwIfAborted();
    const [failure] = summary.failures;
    if (failure) throw new ServerError(failure.reason, {exitCode: failure.exitCode, next: failure.next});
    return {path, [Symbol.asyncDispose]: dispose};
  } catch (error) {
    await dispose();
    throw error;
  }
}
