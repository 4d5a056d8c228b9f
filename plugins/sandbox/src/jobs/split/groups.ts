import {parentOf} from '../../catalogue/names/names.ts';
import type {Lfn} from '../../catalogue/names/names.ts';

/** A master that cannot be split; the message says why. */
export class SplitError extends Error {}

/** More sub-jobs than anyone means to run on one machine. */
const MOST_SUBJOBS = 10_000;

/** One file of the input data. */
export interface SplitFile {
  readonly lfn: Lfn;
  /** The names of the storage elements that hold it, in a fixed order. */
  readonly elements: readonly string[];
}

/** The first sub-job's number, and the input data of each. */
export interface Shares {
  readonly first: number;
  readonly files: readonly (readonly SplitFile[])[];
}

/** By what files go together, for the strategies that share the input data out. */
const KEYS: Readonly<Record<string, (file: SplitFile) => string>> = {
  file: ({lfn}) => lfn,
  directory: ({lfn}) => parentOf(lfn),
  parentdirectory: ({lfn}) => parentOf(parentOf(lfn)),
  se: ({elements}) => elements.join(','),
};

/**
 * What each sub-job gets, by `Split`: `production:1-5`, `file`, `directory`, `parentdirectory` or `se`; `most` files
 * at most. Throws {@link SplitError}.
 */
export function shareOut(split: string, files: readonly SplitFile[], most: number | undefined): Shares {
  const strategy = split.trim().toLowerCase();
  const production = /^production:\s*(\d+)\s*-\s*(\d+)$/.exec(strategy);
  if (production !== null) {
    const [first = 0, last = 0] = production.slice(1).map(Number);
    if (last < first) throw new SplitError(`${split} asks for no sub-job at all`);
    // Every sub-job of a production gets all of the input data.
    return {first, files: Array.from({length: checked(last - first + 1)}, () => files)};
  }
  const key = Object.hasOwn(KEYS, strategy) ? KEYS[strategy] : undefined;
  if (key === undefined) throw new SplitError(`\`${split}\` is no way to split that is known here`);
  if (files.length === 0) throw new SplitError(`There is no input data to split by ${strategy}`);
  const size = most !== undefined && most >= 1 ? Math.trunc(most) : files.length;
  const shares = [...Map.groupBy(files, key).values()].flatMap((group) => pieces(group, size));
  checked(shares.length);
  return {first: 1, files: shares};
}

function checked(count: number): number {
  if (count <= MOST_SUBJOBS) return count;
  throw new SplitError(`${count} sub-jobs are more than ${MOST_SUBJOBS}`);
}

function pieces<T>(list: readonly T[], size: number): T[][] {
  const count = Math.ceil(list.length / size);
  return Array.from({length: count}, (_, index) => list.slice(index * size, (index + 1) * size));
}
