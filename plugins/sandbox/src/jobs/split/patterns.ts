import {baseName, parentOf} from '../../catalogue/names/names.ts';
import type {Lfn} from '../../catalogue/names/names.ts';

/** What a sub-job is told apart by. */
export interface SubjobFacts {
  readonly counter: number;
  /** Its share of the input data. */
  readonly files: readonly Lfn[];
}

/** `#alien_counter#`, `#alien_counter_04i#`: the number, in so many digits. */
const COUNTER = /#alien_counter(?:_0*(\d+)i)?#/gi;
/** `#alienfulldir#`, `#alienfirstfilename/.root/.txt/#`: which of the files, what of it, and what to replace in it. */
const NAME = /#alien(first|last|all)?(fulldir|dir|fullname|filename|file)(?:\/([^/#]*)\/([^/#]*)\/)?#/gi;

/** Puts the facts of a sub-job in the place of the patterns of a text. Without input data names stay as they are. */
export function expandPatterns(text: string, {counter, files}: SubjobFacts): string {
  const counted = text.replace(COUNTER, (_, width = '0') => String(counter).padStart(Number(width), '0'));
  if (files.length === 0) return counted;
  return counted.replace(NAME, (_, which = 'first', what: string, search?: string, replacement = '') => {
    const parts = chosen(String(which).toLowerCase(), files).map((lfn) => partOf(lfn, what.toLowerCase()));
    const changed = parts.map((part) => (search ? part.replace(search, () => String(replacement)) : part));
    return [...new Set(changed)].join(',');
  });
}

function chosen(which: string, files: readonly Lfn[]): readonly Lfn[] {
  if (which === 'all') return files;
  return which === 'last' ? files.slice(-1) : files.slice(0, 1);
}

function partOf(lfn: Lfn, what: string): string {
  if (what === 'fulldir') return parentOf(lfn);
  if (what === 'dir') return baseName(parentOf(lfn));
  return what === 'fullname' ? lfn : baseName(lfn);
}
