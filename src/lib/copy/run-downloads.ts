import {sep} from 'node:path';
import {AlienError} from '../errors/errors.ts';
import {downloadFile} from './read/download-file.ts';
import type {DownloadContext} from './read/context.ts';
import {LocalDirectories} from './read/local-directories.ts';
import type {CopyPlan, DownloadItem, PlannedDirectory} from './model/plan.ts';
import {type RunOptions, runTransfers} from './run-transfers.ts';
import type {Tally} from './tally.ts';

/** Make the local directories of a plan, then fetch its files. */
export async function runDownloads(
  {downloads, localDirectories}: CopyPlan,
  context: DownloadContext,
  options: RunOptions,
  tally: Tally,
): Promise<void> {
  const bases = new Map<string, LocalDirectories>();
  const below = (base: string) => {
    const directories = bases.get(base) ?? new LocalDirectories(base);
    bases.set(base, directories);
    return directories;
  };
  for (const directory of localDirectories)
    await makeDirectory(directory, below(directory.base), downloads, tally);
  await runTransfers(downloads, options, tally, (item, state) =>
    downloadFile(item, below(item.base), context, state),
  );
}

/** A directory that cannot be made is a failure of the files below it, or its own where it would be empty. */
async function makeDirectory(
  {path}: PlannedDirectory,
  directories: LocalDirectories,
  downloads: readonly DownloadItem[],
  tally: Tally,
): Promise<void> {
  try {
    await directories.ensure(path);
  } catch (error) {
    if (!(error instanceof AlienError)) throw error;
    if (downloads.some(({destination}) => destination.startsWith(path + sep))) return;
    tally.failure({id: downloads.length, source: path, destination: path, size: 0}, 'look up', error);
  }
}
