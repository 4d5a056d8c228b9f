import {rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {AlienError, ServerError, UserError} from '../errors/errors.ts';
import {localError} from '../errors/local-error.ts';
import type {Lfn} from '../paths/lfn.ts';
import {makeTemporaryDirectory} from '../traces/temporary-directory.ts';
import {copy} from './copy.ts';
import type {CopyServices} from './model/request.ts';

const NO_SPACE = 28;

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
  const directory = await makeTemporaryDirectory().catch((error: unknown) => {
    throw withOwnAdvice(localError(error, tmpdir()));
  });
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
    throw withOwnAdvice(error);
  }
}

/** The advice of a copy is about a copy: here the person has chosen neither file nor disk. */
function withOwnAdvice(error: unknown): unknown {
  if (!(error instanceof AlienError) || error.exitCode !== NO_SPACE) return error;
  return new UserError(error.message, {
    exitCode: NO_SPACE,
    next: ['Temporary files need more room: set TMPDIR to a directory on another disk.'],
    cause: error,
  });
}
