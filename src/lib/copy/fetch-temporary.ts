import {EXIT} from '../errors/exit-codes.ts';
import {rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {accessRead, type Replica} from '../catalogue/access.ts';
import {withLfns} from '../catalogue/lookup.ts';
import {AlienError, ServerError, UserError} from '../errors/errors.ts';
import {localError} from '../errors/local-error.ts';
import {basenameOfLfn, type Lfn} from '../paths/lfn.ts';
import {makeTemporaryDirectory} from '../traces/temporary-directory.ts';
import {carryOut} from './carry-out.ts';
import {copy} from './copy.ts';
import type {CopySummary} from './model/events.ts';
import type {Requester} from '../session/requests/requester.ts';
import type {CopyServices} from './services.ts';
import {Tally} from './tally.ts';

/** A grid file on this machine, for as long as it is looked at. */
export interface TemporaryFile extends AsyncDisposable {
  /** absolute; its last part is that of the LFN, where a file here may have that */
  readonly path: string;
}

/**
 * Fetch the file of a grid name, verified, into a directory that only this user can enter. Dispose of it when done.
 * @throws {UserError} 21 for a directory; {ServerError} with the reason and exit code of the failed copy
 */
export async function fetchTemporary(
  name: string,
  services: CopyServices,
  signal: AbortSignal,
): Promise<TemporaryFile> {
  const {lfn, granted} = await withLfns(
    services.grid,
    [name],
    async ([lfn]) => ({lfn: lfn as Lfn, granted: await leaveToRead(services.grid, lfn as Lfn, signal)}),
    {signal},
  );
  const directory = await makeTemporaryDirectory().catch((error: unknown) => {
    throw withOwnAdvice(localError(error, tmpdir()));
  });
  const dispose = () => rm(directory, {recursive: true, force: true});
  try {
    const path = join(directory, nameHere(lfn));
    const request = {sources: [`alien:${lfn}`], destination: `file:${path}`, filesOnly: true};
    const summary =
      (await fetchGranted(lfn, granted, path, services, signal)) ?? (await copy(request, services, {signal}));
    signal.throwIfAborted();
    const [failure] = summary.failures;
    if (failure) throw new ServerError(failure.reason, {exitCode: failure.exitCode, next: failure.next});
    return {path, [Symbol.asyncDispose]: dispose};
  } catch (error) {
    await dispose();
    throw withOwnAdvice(error);
  }
}

/** Bytes of a name that file systems take. */
const LONGEST_NAME = 255;

/** The own name of a file, so that programs know its kind by the ending. */
function nameHere(lfn: Lfn): string {
  const name = basenameOfLfn(lfn);
  return name === '' || Buffer.byteLength(name) > LONGEST_NAME ? 'file' : name;
}

/** The advice of a copy is about a copy: here the person has chosen neither file nor disk. */
function withOwnAdvice(error: unknown): unknown {
  if (!(error instanceof AlienError) || error.exitCode !== EXIT.NO_SPACE) return error;
  return new UserError(error.message, {
    code: 'NO_SPACE',
    next: ['Temporary files need more room: set TMPDIR to a directory on another disk.'],
    cause: error,
  });
}

/** @returns nothing where there is none: what is empty, a directory or not there is told by a look at it */
async function leaveToRead(grid: Requester, lfn: Lfn, signal: AbortSignal): Promise<Replica[]> {
  return await accessRead(grid, lfn, {signal}).catch((error: unknown) => {
    if (error instanceof ServerError) return [];
    throw error;
  });
}

/** Fetch a file with nothing but its envelopes to read, if they tell all that is needed. */
async function fetchGranted(
  lfn: Lfn,
  granted: readonly Replica[],
  path: string,
  services: CopyServices,
  signal: AbortSignal,
): Promise<CopySummary | undefined> {
  const [{size, md5} = {size: undefined, md5: undefined}] = granted;
  if (size === undefined || size === 0) return undefined;
  const source = {lfn, md5, specification: undefined, granted};
  const item = {
    ...source,
    id: 1,
    source: lfn,
    destination: path,
    size,
    stamp: undefined,
    base: dirname(path),
    isNamed: false,
  };
  const plan = {
    downloads: [item],
    ...{uploads: [], problems: [], localDirectories: [], gridDirectories: [], leftOut: 0},
  };
  const onEvent = (): void => undefined;
  const manner = {settings: {}, comparison: 'time' as const, signal, onEvent};
  const planned = {plan, direction: 'download' as const, notes: [], found: []};
  return await carryOut(planned, manner, services, new Tally(onEvent));
}
