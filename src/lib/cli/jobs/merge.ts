import {rename, rm, writeFile} from 'node:fs/promises';
import {basename, dirname, join} from 'node:path';
import {UserError} from '../../errors/errors.ts';
import {makeLocalDirectories} from '../../files/make-local-directories.ts';
import {firstInstalled} from '../../programs/find-program.ts';
import {temporaryName} from '../../traces/temporary-name.ts';
import type {Run} from '../base/run.ts';

/** Bytes of names that fit into the words of a program; more go into a list. */
const MOST_WORDS = 100_000;

/** The program that merges files of ROOT. @throws {UserError} 127 where it is not here */
export function mergeProgram(env: Run['env']): string {
  const program = firstInstalled(['hadd'], env['PATH']);
  if (program !== undefined) return program;
  throw new UserError('--merge needs hadd, which comes with ROOT: it is not in your PATH.', {
    code: 'NO_SUCH_COMMAND',
    next: ['Load ROOT first, or fetch without --merge.'],
  });
}

/**
 * Merge files into one, which gets its name when it is complete.
 * @param paths absolute
 * @throws {UserError} 1 where the program fails; a file that had the name is still there
 */
export async function mergeFiles(
  {cwd, env, out, program: {engines}}: Run,
  program: string,
  paths: readonly string[],
  target: string,
): Promise<void> {
  makeLocalDirectories(dirname(target));
  const draft = join(dirname(target), temporaryName(basename(target)));
  const list = `${draft}.txt`;
  try {
    const isLong = paths.join(' ').length > MOST_WORDS;
    if (isLong) await writeFile(list, paths.join('\n'));
    const words = ['-f', draft, ...(isLong ? [`@${list}`] : paths)];
    const {stderr} = out;
    const code = await engines.launch(
      {program, words, cwd, env, stdout: stderr, stderr, hasStdin: false},
      () => undefined,
    );
    if (code !== 0) throw new UserError(`hadd ended with ${code}: nothing was merged.`, {code: 'FAILED'});
    await rename(draft, target);
  } finally {
    for (const path of [draft, list]) await rm(path, {force: true});
  }
}
