/** Stands in a word for the exit code of the command before, which is not known when the line is read. */
export const LAST_CODE = Symbol('$?');

/** One word of a command line: its text in pieces, quotes and backslashes already taken away. */
export type Word = readonly (string | typeof LAST_CODE)[];

/** Where one of the two outputs of a command goes to. */
export interface Redirect {
  /** 1 data, 2 talk */
  readonly from: 1 | 2;
  /** a local file; `data`: where the data goes (`2>&1`) */
  readonly to: Word | 'data';
  /** behind what is in the file already */
  readonly append: boolean;
}

/** A command of ours. */
export interface GridCommandLine {
  readonly kind: 'grid';
  /** at least one, the command first */
  readonly words: readonly Word[];
  readonly redirects: readonly Redirect[];
  /** what a shell on this machine does with the data */
  readonly pipe: string | undefined;
}

/** A command for a shell on this machine. */
export interface LocalCommandLine {
  readonly kind: 'local';
  readonly text: string;
}

/** Whether a command is run depends on the one before it: `;` always, `&&` after success, `||` after failure. */
export type When = 'always' | 'success' | 'failure';

/** One command of a line. */
export interface Step {
  readonly when: When;
  readonly command: GridCommandLine | LocalCommandLine;
}

/** The text of a word. @param lastCode what `$?` stands for */
export function wordText(word: Word, lastCode: number): string {
  return word.map((part) => (part === LAST_CODE ? String(lastCode) : part)).join('');
}
