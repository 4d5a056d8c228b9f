import {firstInstalled} from './find-program.ts';
import {type ProgramWords, shellLine} from './shell-line.ts';

const PAGERS = ['less', 'more'];

/**
 * The program that shows files page by page: `$PAGER`, else less, else more.
 * @param options of that program
 * @returns undefined where nothing is to page: PAGER is empty or `cat`, or there is no such program
 */
export function pagerFor(
  files: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  options: readonly string[] = [],
): ProgramWords | undefined {
  const wanted = env['PAGER']?.trim();
  if (wanted === '' || wanted === 'cat') return undefined;
  if (wanted !== undefined) return shellLine(wanted, [...options, ...files]);
  const program = firstInstalled(PAGERS, env['PATH']);
  return program === undefined ? undefined : {program, words: [...options, ...files]};
}
