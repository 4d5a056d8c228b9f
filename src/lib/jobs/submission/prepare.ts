import {basename, dirname} from 'node:path';
import {lfnBase} from '../../catalogue/lookup.ts';
import type {Finding} from '../../jdl/finding.ts';
import type {Jdl} from '../../jdl/jdl.ts';
import type {LfnBase} from '../../paths/lfn.ts';
import type {Requester} from '../../session/requests/requester.ts';
import type {Description} from './description.ts';
import {checkGridFiles} from './grid-files.ts';
import {checkLocalFiles} from './local-files.ts';
import {namedFiles, withGridNames} from './named-files.ts';
import {checkQuotas} from './quotas.ts';

/** A job that is ready to be sent. */
export interface PreparedJob {
  /** as it would be sent: names of local files are those that they get on the grid */
  readonly jdl: Jdl;
  /** the directory on the grid that gets the files and the description; nothing else is in it */
  readonly folder: string;
  /** the description there */
  readonly lfn: string;
  /** absolute paths here, each once, all with different last parts */
  readonly uploads: readonly string[];
  readonly findings: readonly Finding[];
}

/**
 * Look at everything that a description names, and give its local files names on the grid. Nothing is changed anywhere.
 * @param path of the description, absolute
 * @param mark tells its folder from those of other submissions
 */
export async function prepareJob(
  grid: Requester,
  {jdl, findings}: Description,
  path: string,
  mark: string,
  signal?: AbortSignal,
): Promise<PreparedJob> {
  const files = namedFiles(jdl, dirname(path));
  const base = (await grid.place?.()) ?? (await lfnBase(grid, signal ? {signal} : {}));
  const onGrid = await checkGridFiles(grid, jdl, files, base, signal);
  const quotas = await checkQuotas(grid, jdl, signal);
  const folder = folderOf(path, mark, base);
  const mended = withGridNames(jdl, files, ({key, local = '', suffix}) => {
    const lfn = `${folder}/${basename(local)}`;
    return key === 'Executable' || key === 'ValidationCommand' ? lfn : `LF:${lfn}${suffix}`;
  });
  return {
    jdl: mended,
    folder,
    lfn: `${folder}/${basename(path)}`,
    uploads: [...new Set(files.flatMap(({local}) => local ?? []))],
    findings: [...findings, ...checkLocalFiles(files), ...onGrid, ...quotas],
  };
}

/** Beside each other, under a name of their own: a later change of a file here changes no job that waits. */
function folderOf(path: string, mark: string, {home}: LfnBase): string {
  const name = basename(path)
    .replace(/\.jdl$/i, '')
    .replace(/[^\w.-]/g, '_');
  return `${home.replace(/\/$/, '')}/alien-submit/${name}-${mark}`;
}

/** `20261129-213000-3f2a`: when, and what tells two at one moment apart. */
export function submissionMark(now: Date, random: number): string {
  const stamp = now.toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return `${stamp}-${Math.floor(random * 0x10000)
    .toString(16)
    .padStart(4, '0')}`;
}
