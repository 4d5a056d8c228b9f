/** What a decoder puts in the place of bytes that are no UTF-8. */
const REPLACEMENT = '\uFFFD';

/** What to do about a name that was not UTF-8: on the grid all names are. Nothing for any other. */
export function adviceForUndecoded(name: string): string[] {
  if (!isUndecoded(name)) return [];
  return [
    'The name, as it was written, is not UTF-8, which names on the grid are: rename the file, for example with convmv.',
  ];
}

/** Whether a name stands for bytes that are no UTF-8, so that the file itself can no longer be named by it. */
export function isUndecoded(name: string): boolean {
  return name.includes(REPLACEMENT);
}
