import {loadNative} from './native.ts';

/** A file that is complete but for its name. */
export interface WrittenFile {
  readonly path: string;
  /** the name it gets, in the same directory; a file that has it is replaced */
  readonly target: string;
  /** the time of change it gets */
  readonly modified?: Date | undefined;
}

/** Forces files to the disk and then gives them their names; for each what went wrong, or undefined. */
export type LandFiles = (files: readonly WrittenFile[]) => Promise<readonly (Error | undefined)[]>;

/** What was in small files when they were read to their end; undefined for those that have to be read in another way. */
export type HashSmallFiles = (
  paths: readonly string[],
) => Promise<readonly ({readonly size: number; readonly md5: string} | undefined)[]>;

/** Bytes up to which files are read many at once: of larger ones the reading itself takes longest. */
export const SMALL_FILE = 1 << 18;

/** Reads small files of this machine by one call. */
export const hashSmallFiles: HashSmallFiles = async (paths) => {
  const {hashFiles} = await loadNative();
  return await hashFiles(paths);
};

/** The disk of this machine, which takes small files many at once. */
export const landFiles: LandFiles = async (files) => {
  const native = await loadNative();
  return await native.landFiles(files);
};
