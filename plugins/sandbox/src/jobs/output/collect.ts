import {globSync, lstatSync, realpathSync} from 'node:fs';
import {join, sep} from 'node:path';
import type {Jdl} from '@alien-grid/cli';
import {parseOutput} from './specification.ts';

/** A file that the job left and its description asks for. */
export interface OutputFile {
  /** Its name in the work directory and below the output directory. */
  readonly name: string;
  readonly file: string;
}

/** What is to be stored under one name. */
export interface Output {
  /** The archive to make of `files`; undefined: the one file is stored as it is. */
  readonly archive: string | undefined;
  readonly files: readonly OutputFile[];
  readonly spec: string | undefined;
}

export interface Collected {
  readonly outputs: readonly Output[];
  /** Patterns that fit no file. */
  readonly missing: readonly string[];
}

const USUAL_KEYS = ['Output', 'OutputArchive', 'OutputFile'];

/** Finds the files that a description asks for; `afterError` looks at those that are kept of a failed program. */
export function collectOutputs(jdl: Jdl, work: string, id: number, afterError: boolean): Collected {
  const keys = afterError ? ['OutputErrorE'] : USUAL_KEYS;
  const named = keys.flatMap((key) => jdl.list(key));
  // Who asks for nothing gets what was printed, in an archive with a name of its own.
  const wanted = named.length === 0 && !afterError ? [`jalien_defarchNOSPEC.${id}:stdout,stderr`] : named;
  const missing: string[] = [];
  const outputs = wanted.map(parseOutput).flatMap(({archive, patterns, spec}): Output[] => {
    const found = patterns.map((pattern) => {
      const files = filesFor(work, pattern);
      if (files.length === 0) missing.push(pattern);
      return files;
    });
    const files = [...new Map(found.flat().map((file) => [file.name, file])).values()];
    if (archive === undefined) return files.map((file) => ({archive, files: [file], spec}));
    return files.length === 0 ? [] : [{archive, files, spec}];
  });
  return {outputs, missing};
}

/** The plain files that a pattern means. A job may lay links anywhere: none is followed, and nothing outside is seen. */
function filesFor(work: string, pattern: string): OutputFile[] {
  const root = realpathSync(work);
  return globSync(pattern, {cwd: root})
    .sort()
    .map((name) => ({name, file: join(root, name)}))
    .filter(
      ({file}) =>
        lstatSync(file, {throwIfNoEntry: false})?.isFile() &&
        realpathSync(file) === file &&
        file.startsWith(root + sep),
    );
}
