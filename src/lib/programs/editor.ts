import {UserError} from '../errors/errors.ts';
import {firstInstalled} from './find-program.ts';
import {type ProgramWords, shellLine} from './shell-line.ts';

/** Where no variable names one: the choice of the system first, then from the easiest to the rarest. */
const EDITORS = ['editor', 'nano', 'vim', 'vi', 'mcedit', 'emacs'];

/** Without the second shell that mcedit would start. */
const OPTIONS: Readonly<Record<string, readonly string[]>> = {mcedit: ['-u']};

/**
 * The program that edits a file: `$VISUAL`, `$EDITOR`, else what is there.
 * @param path absolute
 * @param named an editor that was asked for by its name
 * @throws {UserError} 127 where there is none
 */
export function editorFor(
  path: string,
  env: Readonly<Record<string, string | undefined>>,
  named?: string,
): ProgramWords {
  const wanted = named === undefined ? env['VISUAL']?.trim() || env['EDITOR']?.trim() : undefined;
  if (wanted) return shellLine(wanted, [path]);
  const program = firstInstalled(named === undefined ? EDITORS : [named], env['PATH']);
  if (program !== undefined) return {program, words: [...(OPTIONS[program] ?? []), path]};
  throw new UserError(
    named === undefined ? 'No editor was found on this machine.' : `There is no ${named} on this machine.`,
    {
      code: 'NO_SUCH_COMMAND',
      next: ['Name the one you use: EDITOR=PROGRAM alien edit NAME'],
    },
  );
}
