import {rm} from 'node:fs/promises';
import {join} from 'node:path';
import type {Entry} from '../../catalogue/entry.ts';
import {openHandle} from '../../files/open-file.ts';
import {UnreadableFile} from '../../files/unreadable-file.ts';
import {makeTemporaryDirectory} from '../../traces/temporary-directory.ts';
import type {Run} from '../base/run.ts';
import {copyServices} from '../copy/copy-services.ts';

/** Larger logs are not fetched for their ends. */
const LARGEST = 64 << 20;
const END = 8 << 10;

/** Fetches files of the grid in parallel, members of archives without their archives, and reads the end of each. */
export function endsReader(
  run: Run,
  end = END,
): (entries: readonly Entry[]) => Promise<(string | undefined)[]> {
  return async (entries) => {
    if (entries.length === 0) return [];
    const directory = await makeTemporaryDirectory();
    try {
      const wanted = entries.map((entry, index) => ({entry, path: join(directory, `${index}`)}));
      const pairs = wanted
        .filter(({entry}) => entry.size > 0 && entry.size <= LARGEST)
        .map(({entry, path}, index) => ({
          line: index + 1,
          source: `alien:${entry.lfn}`,
          destination: `file:${path}`,
        }));
      const {signal} = run.interrupt;
      if (pairs.length > 0) await run.program.engines.copy({pairs}, await copyServices(run), {signal});
      return await Promise.all(
        wanted.map(async ({entry, path}) => (entry.size === 0 ? '' : readEnd(path, end))),
      );
    } finally {
      await rm(directory, {recursive: true, force: true});
    }
  };
}

/** @returns undefined for a file that was not fetched */
async function readEnd(path: string, length: number): Promise<string | undefined> {
  try {
    await using file = await openHandle(path, {owner: 'own', limit: LARGEST, link: 'refuse'});
    const {size} = await file.stat();
    const bytes = Buffer.alloc(Math.min(size, length));
    await file.read(bytes, 0, bytes.length, size - bytes.length);
    return bytes.toString('utf8');
  } catch (error) {
    if (error instanceof UnreadableFile) return undefined;
    throw error;
  }
}
