import {lfnBase} from '../catalogue/lookup.ts';
import type {Entry} from '../catalogue/entry.ts';
import {basenameOfLfn} from '../paths/lfn.ts';
import type {Requester} from '../session/requests/requester.ts';
import {filesIn, outputDirectoryOf} from './outputs.ts';
import type {DetailedJob} from './rows.ts';

const USUAL = ['stdout', 'stderr'];

/** The logs of a job that are on storage, members of archives among them. One request. @param names of files */
export async function logsOfJob(
  grid: Requester,
  job: DetailedJob,
  names: readonly string[],
  signal: AbortSignal,
): Promise<Entry[]> {
  const base = (await grid.place?.()) ?? (await lfnBase(grid, {signal}));
  const directory = outputDirectoryOf(job, base);
  const wanted = names.length > 0 ? names : USUAL;
  const files = (await filesIn(grid, [directory], '*', signal)).get(directory) ?? [];
  return files
    .filter(({lfn}) => wanted.includes(basenameOfLfn(lfn)))
    .sort((a, b) => wanted.indexOf(basenameOfLfn(a.lfn)) - wanted.indexOf(basenameOfLfn(b.lfn)));
}
