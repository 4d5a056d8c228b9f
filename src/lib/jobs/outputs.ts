import {findEntries} from '../catalogue/find.ts';
import type {Entry} from '../catalogue/entry.ts';
import {ServerError} from '../errors/errors.ts';
import {EXIT} from '../errors/exit-codes.ts';
import {dirnameOfLfn, type Lfn, toLfn} from '../paths/lfn.ts';
import type {LfnBase} from '../paths/lfn.ts';
import type {Requester} from '../session/requests/requester.ts';
import {descriptionIn} from './facts.ts';
import type {DetailedJob} from './rows.ts';
import {historyOf} from './trace.ts';

/** Directories of more than so many different parents are looked through one by one. */
const MOST_PARENTS = 10;
/** A home is `/alice/cern.ch/user/x/name`: below it, or above, a search through everything would take too long. */
const LEAST_DEPTH = 6;

/** Where the output of a job is, or would be; what failed ones left is in ~/recycle once it is registered. */
export function outputDirectoryOf(job: DetailedJob, {home}: LfnBase): Lfn {
  const told = historyOf(job.trace).outputDirectory ?? descriptionIn(job.jdl)?.text('OutputDir');
  return toLfn(told ?? `alien-job-${job.id}`, {cwd: home, home});
}

/**
 * The files in directories of jobs. One request where they have one parent in common, as those of a master do.
 * @param pattern of names, `*` any characters
 * @returns by directory; those below it too. A directory that does not exist has none
 */
export async function filesIn(
  grid: Requester,
  directories: readonly Lfn[],
  pattern: string,
  signal: AbortSignal,
): Promise<Map<Lfn, Entry[]>> {
  const wanted = [...new Set(directories)];
  const parents = [...new Set(wanted.map(dirnameOfLfn))];
  const isNarrow = parents.every((parent) => parent.split('/').length > LEAST_DEPTH);
  const roots = wanted.length > 1 && parents.length <= MOST_PARENTS && isNarrow ? parents : wanted;
  const files = new Map<Lfn, Entry[]>(wanted.map((directory) => [directory, []]));
  const seen = new Set<Lfn>();
  for (const root of roots)
    for (const entry of await entriesBelow(grid, root, pattern, signal)) {
      const directory = wanted.find((each) => entry.lfn.startsWith(`${each}/`));
      if (directory === undefined || seen.has(entry.lfn)) continue;
      seen.add(entry.lfn);
      files.get(directory)?.push(entry);
    }
  return files;
}

async function entriesBelow(
  grid: Requester,
  root: Lfn,
  pattern: string,
  signal: AbortSignal,
): Promise<readonly Entry[]> {
  try {
    return await findEntries(grid, root, {pattern, signal});
  } catch (error) {
    const isMissing =
      error instanceof ServerError &&
      (error.exitCode === EXIT.NOT_A_DIRECTORY || error.exitCode === EXIT.NO_SUCH_FILE);
    if (isMissing) return [];
    throw error;
  }
}
