import {delimiter, join} from 'node:path';
import {type Run, runProgram} from '@alien-grid/cli/command';

/** What the prompt begins with; the session is one of its own, opened by the first command. */
const OPENING = `
from alienpy.alien import *
jalien = AliEn()
print('The grid is in "jalien": jalien.run("ls -l"), jalien.ProcessMsg("ls; pwd"). help(AliEn) tells more.')
`;

/**
 * Open the user's own Python, or run a script with it, where `alienpy.alien` is this program.
 * @param root of this program
 * @param words a script and its words; none: the prompt
 * @returns the exit code of Python
 * @throws {UserError} where there is no python3
 */
export async function openPython(run: Run, root: string, words: readonly string[]): Promise<number> {
  const modules = [join(root, 'python', 'src'), run.env['PYTHONPATH']].filter(Boolean).join(delimiter);
  const env = {...run.env, PYTHONPATH: modules, ALIEN_PROGRAM: join(root, 'bin', 'alien')};
  const own = words.length === 0 ? ['-i', '-c', OPENING] : words;
  return await runProgram(run, {program: 'python3', words: own, env});
}
