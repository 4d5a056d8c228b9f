import {existsSync} from 'node:fs';
import {isAbsolute, join} from 'node:path';
import type {Jdl} from '../../jdl/jdl.ts';
import type {Place} from '../../jdl/jdl-error.ts';

/** Keys that name files, in the order in which they are looked at. */
const KEYS = ['Executable', 'ValidationCommand', 'InputFile', 'InputData', 'InputDataCollection'] as const;

/** A file that a description names. */
export interface NamedFile {
  readonly key: (typeof KEYS)[number];
  /** as it is written, without a suffix */
  readonly item: string;
  /** `,nodownload` */
  readonly suffix: string;
  readonly place: Place | undefined;
  /** absolute path here; absent: it is on the grid */
  readonly local?: string;
  /** its name on the grid as written, without `LF:`; absent: it is here */
  readonly grid?: string;
}

/**
 * The files that a description names. One is on this machine if it is written `file:NAME`, or is there beside the
 * description and says nothing of the grid.
 * @param directory of the description
 */
export function namedFiles(jdl: Jdl, directory: string): NamedFile[] {
  return KEYS.flatMap((key) =>
    jdl.list(key).map((written, index) => {
      const [, item = '', suffix = ''] = /^(.*?)(,\s*nodownload\s*)?$/i.exec(written.trim()) ?? [];
      const place = jdl.placeOf(key, index) ?? jdl.placeOf(key, 'value');
      return {key, item, suffix, place, ...sideOf(item, directory)};
    }),
  );
}

function sideOf(item: string, directory: string): Pick<NamedFile, 'local' | 'grid'> {
  const onGrid = /^(?:LF:|alien:(?:\/\/)?)(.*)$/i.exec(item)?.[1];
  if (onGrid !== undefined) return {grid: onGrid};
  const here = item.replace(/^file:(?:\/\/(?=\/))?/, '');
  const path = isAbsolute(here) ? here : join(directory, here);
  const isHere =
    here !== item || /^\.{1,2}\//.test(item) || (!item.startsWith('/alice/') && existsSync(path));
  return isHere ? {local: path} : {grid: item};
}

/** The description with its local files under the names that they get on the grid. @param folder an LFN */
export function withGridNames(
  jdl: Jdl,
  files: readonly NamedFile[],
  nameOf: (file: NamedFile) => string,
): Jdl {
  const mended = jdl.copy();
  for (const key of KEYS) {
    const mine = files.filter((file) => file.key === key);
    if (!mine.some(({local}) => local !== undefined)) continue;
    const names = mine.map((file) =>
      file.local === undefined ? `${file.item}${file.suffix}` : nameOf(file),
    );
    const isProgram = key === 'Executable' || key === 'ValidationCommand';
    mended.set(key, isProgram ? (names[0] ?? '') : names);
  }
  return mended;
}
