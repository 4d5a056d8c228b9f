import {UserError} from '../errors/errors.ts';

/** Whether a word is written as a GUID, in letters of either case. */
export function isGuid(word: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(word);
}

/** Pass words on that are GUIDs. @throws {UserError} 22 for another one */
export function insistOnGuids(words: readonly string[]): readonly string[] {
  const wrong = words.find((word) => !isGuid(word));
  if (wrong === undefined) return words;
  throw new UserError(`"${wrong}" is no GUID.`, {next: ['`alien lfn2guid LFN` shows the GUID of a file.']});
}
