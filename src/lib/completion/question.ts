/** The shells of users that we complete for. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type ShellName = (typeof SHELLS)[number];

export function isShell(name: string | undefined): name is ShellName {
  return SHELLS.some((each) => each === name);
}

/** What a shell of the user asks at a TAB. */
export interface Question {
  readonly shell: ShellName;
  /** the line up to the cursor, the program's name first */
  readonly text: string;
  /** the part of it that the shell is going to replace: bash breaks words at `:` and `@` too */
  readonly replaced: string;
}

/** The name of the command. */
const COMPLETE = 'complete';

/** Behind the words of a question: only fetch what it needs, for the next one. */
const LATER = 'later';

/** The words of a question; `isLater`: no one waits for the answer. */
export function wordsOf({shell, text, replaced}: Question, isLater: boolean): string[] {
  return [COMPLETE, shell, text, replaced, ...(isLater ? [LATER] : [])];
}

/**
 * The question in words, as the scripts of `alien autocomplete` ask it: `complete SHELL LINE REPLACED`. What stands in them
 * is no option of ours, whatever it looks like.
 * @returns undefined where they are none
 */
export function questionIn(
  words: readonly string[],
): {readonly question: Question; readonly isLater: boolean} | undefined {
  const [command, shell, text = '', replaced = '', when] = words;
  if (command !== COMPLETE || !isShell(shell)) return undefined;
  return {question: {shell, text, replaced}, isLater: when === LATER};
}
