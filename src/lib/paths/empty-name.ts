import {UserError} from '../errors/errors.ts';

/**
 * Whether there is no name in a word: nothing, or blanks (the service drops them), perhaps behind a prefix. It is what
 * an unset variable leaves of `"$DIR"` or `"alien:$DIR"`, and the service would read the home in it.
 */
export function isEmptyName(word: string): boolean {
  return /^\s*(?:(?:alien|file):(?:\/\/)?\s*)?$/.test(word);
}

/**
 * @param what the word is for, e.g. `SOURCE`
 * @throws {UserError} 22 where there is no name in it
 */
export function refuseEmptyName(word: string, what = 'A name'): void {
  if (!isEmptyName(word)) return;
  const typed = word === '' ? '' : ` (${JSON.stringify(word)})`;
  throw new UserError(`${what} is empty${typed}.`, {
    next: [
      'Is a variable of your script not set? `set -u` lets the shell find out.',
      'A directory itself is written as "." here, "~" for your home on the grid.',
    ],
  });
}
