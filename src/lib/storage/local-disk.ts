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

/** The disk of this machine, which takes small files many at once. */
export const landFiles: LandFiles = async (files) => {
  const native = await import('xrootd-native');
  return await native.landFiles(files);
};
