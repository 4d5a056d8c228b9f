/** Whether a name stands for all that it fits. */
export function isPattern(name: string): boolean {
  return /[*?]/.test(name);
}

/** The directory that an absolute name is in. */
export function parentOf(lfn: string): string {
  return lfn.slice(0, lfn.lastIndexOf('/')) || '/';
}
