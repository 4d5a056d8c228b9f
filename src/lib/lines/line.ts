import {UserError} from '../errors/errors.ts';

/** Stands in a word for the exit code of the command before, which is not known when the line is read. */
export const LAST_CODE = Symbol('$?');

/** Stands in a word for the value of a variable of this machine. */
export interface Variable {
  readonly variable: string;
}

/** One word of a command line: its text in pieces, quotes and backslashes already taken away. */
export type Word = readonly (string | typeof LAST_CODE | Variable)[];

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

/** Commands that run beside those behind them (`cp a b &`): their text, which was read without an error. */
export interface BackgroundLine {
  readonly kind: 'background';
  readonly text: string;
}

/** Whether a command is run depends on the one before it: `;` always, `&&` after success, `||` after failure. */
export type When = 'always' | 'success' | 'failure';

/** One command of a line. */
export interface Step {
  readonly when: When;
  readonly command: GridCommandLine | LocalCommandLine | BackgroundLine;
}

/**
 * The text of a word.
 * @param lastCode what `$?` stands for
 * @throws {UserError} 22 for a variable that is not set: an empty name could mean all or the home
 */
export function wordText(
  word: Word,
  lastCode: number,
  env: Readonly<Record<string, string | undefined>> = {},
): string {
  return word
    .map((part) => {
      if (part === LAST_CODE) return String(lastCode);
      return typeof part === 'string' ? part : valueOf(part, env);
    })
    .join('');
}

function valueOf({variable}: Variable, env: Readonly<Record<string, string | undefined>>): string {
  const value = env[variable];
  if (value !== undefined) return value;
  throw new UserError(`There is no variable ${variable}.`, {
    code: 'INVALID_ARGUMENT',
    next: [`A dollar sign that means itself is written \\$, or '$${variable}'.`],
  });
}
