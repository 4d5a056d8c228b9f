import {loadedAddon} from './call.ts';

/** What was in a local file when it was read to its end. */
export interface HashedFile {
  /** bytes */
  readonly size: number;
  /** lower-case hexadecimal */
  readonly md5: string;
}

/**
 * Reads small local files for their md5, all of them by one call in another thread: one by one each would wait for its way
 * there and back several times.
 * @returns for each file what was in it; undefined where that has to be found out in another way: it is no regular file,
 *   is larger than 1 MiB, or cannot be read
 */
export async function hashFiles(paths: readonly string[]): Promise<(HashedFile | undefined)[]> {
  // The system would take what is before a NUL for the whole name.
  const flat = await loadedAddon().hashFiles(paths.map((path) => (path.includes('\0') ? '' : path)));
  return paths.map((_, i) => {
    const [md5, size] = [flat[2 * i] as string, flat[2 * i + 1] as number];
    return md5 === '' ? undefined : {size, md5};
  });
}
