import {accessSync, constants, statSync} from 'node:fs';
import {basename} from 'node:path';
import {isSystemError, meaningOf} from '../../errors/error-words.ts';
import {readFile} from '../../files/read-file.ts';
import type {Finding} from '../../jdl/finding.ts';
import type {NamedFile} from './named-files.ts';

/** Bytes at the beginning of a program that tell what it is. */
const HEAD = 512;

/** What is wrong with the files of this machine that a description names. */
export function checkLocalFiles(files: readonly NamedFile[]): Finding[] {
  const local = files.filter((file) => file.local !== undefined);
  return [...local.flatMap((file) => [...checkFile(file, file.local ?? '')]), ...sameNames(local)];
}

function* checkFile({key, item, place}: NamedFile, path: string): Generator<Finding> {
  let state;
  try {
    state = statSync(path);
    accessSync(path, constants.R_OK);
  } catch (error) {
    const why = isSystemError(error) ? meaningOf(error.code) : String(error);
    yield {
      severity: 'error',
      message: `${key} ${item}: ${why}.`,
      place,
      hint: `It was looked for at ${path}.`,
    };
    return;
  }
  if (!state.isFile()) {
    const hint = 'Pack a directory into an archive first.';
    yield {severity: 'error', message: `${key} ${item} is no file.`, place, hint};
    return;
  }
  if (state.size === 0) {
    yield {severity: 'warning', message: `${key} ${item} is empty.`, place};
  }
  if (key === 'Executable' || key === 'ValidationCommand')
    yield* checkProgram({item, place, path, mode: state.mode});
}

function* checkProgram({
  item,
  place,
  path,
  mode,
}: Pick<NamedFile, 'item' | 'place'> & {readonly path: string; readonly mode: number}): Generator<Finding> {
  const head = readFile(path, {owner: 'anyone', limit: Infinity, link: 'follow'}).bytes.subarray(0, HEAD);
  const isBinary = head.subarray(0, 4).toString('latin1') === '\x7fELF';
  const [first = ''] = head.toString('latin1').split('\n', 1);
  if (!isBinary && !first.startsWith('#!')) {
    const hint = 'A worker node cannot start it: begin it with #!/bin/bash.';
    yield {severity: 'error', message: `${item} is no program: it does not begin with #!.`, place, hint};
  } else if (first.endsWith('\r')) {
    const hint = `Its lines end as on Windows. Mend it: sed -i 's/\\r$//' ${basename(path)}`;
    yield {severity: 'error', message: `${item} cannot be started.`, place, hint};
  }
  if ((mode & 0o111) === 0) {
    const hint = `The job runs it all the same; here you need: chmod +x ${basename(path)}`;
    yield {severity: 'warning', message: `${item} is not executable.`, place, hint};
  }
}

/** In the directory of a job, files have only the last part of their names. */
function sameNames(files: readonly NamedFile[]): Finding[] {
  const paths = new Map<string, string>();
  return files.flatMap(({local = '', item, key, place}) => {
    const name = basename(local);
    const other = paths.get(name);
    paths.set(name, local);
    if (other === undefined || other === local) return [];
    const hint = 'Rename one of them: a job has all its files in one directory.';
    return [
      {severity: 'error' as const, message: `${key} ${item}: two files are called ${name}.`, place, hint},
    ];
  });
}
