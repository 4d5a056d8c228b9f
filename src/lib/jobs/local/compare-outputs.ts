import {readdir, stat} from 'node:fs/promises';
import {join} from 'node:path';
import type {Entry} from '../../catalogue/entry.ts';
import {hashFile} from '../../copy/transfer/hash-file.ts';
import type {Lfn} from '../../paths/lfn.ts';

/** A file that the job leaves, here and on the grid. */
export interface ComparedOutput {
  readonly name: string;
  readonly verdict: 'same' | 'differs' | 'only here' | 'only on the grid';
  /** bytes */
  readonly here?: number;
  readonly grid?: number;
}

/**
 * Compare what a job left here with what it left on the grid.
 * @param before names that were here before it ran
 * @param skipped names on the grid that are not made here, such as archives
 */
export async function compareOutputs(
  directory: string,
  before: ReadonlySet<string>,
  onGrid: readonly Entry[],
  root: Lfn,
  skipped: readonly string[],
  signal: AbortSignal,
): Promise<ComparedOutput[]> {
  const there = new Map(onGrid.map((entry) => [entry.lfn.slice(root.length + 1), entry]));
  const names = (await filesBelow(directory)).filter((name) => !before.has(name) || there.has(name));
  const compared: ComparedOutput[] = [];
  for (const name of names) {
    const {size} = await stat(join(directory, name));
    const entry = there.get(name);
    if (entry === undefined) compared.push({name, verdict: 'only here', here: size});
    else {
      const isSame =
        size === entry.size &&
        (entry.md5 === undefined || (await hashFile(join(directory, name), size, signal)).md5 === entry.md5);
      compared.push({name, verdict: isSame ? 'same' : 'differs', here: size, grid: entry.size});
    }
  }
  const missing = [...there].filter(([name]) => !names.includes(name) && !skipped.includes(name));
  return [
    ...compared,
    ...missing.map(([name, {size}]) => ({name, verdict: 'only on the grid' as const, grid: size})),
  ];
}

/** Names of all files below a directory, relative to it. */
export async function filesBelow(directory: string): Promise<string[]> {
  const entries = await readdir(directory, {recursive: true, withFileTypes: true});
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .filter((name) => !name.startsWith('.tmp/'))
    .sort();
}
