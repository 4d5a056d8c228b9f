/** Whether a word is written as a GUID, in letters of either case. */
export function isGuid(word: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(word);
}
