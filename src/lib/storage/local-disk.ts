/** Force local files to the disk, small ones many at once. @returns for each what went wrong, or undefined */
export async function syncFiles(paths: readonly string[]): Promise<readonly (Error | undefined)[]> {
  const native = await import('xrootd-native');
  return await native.syncFiles(paths);
}
