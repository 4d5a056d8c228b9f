import type {Entries} from './entries.ts';
import type {Located} from './entry.ts';
import {childOf, ROOT} from '../names/names.ts';
import type {Lfn} from '../names/names.ts';

/** Whether the service takes a path for a pattern. Brackets, braces and `%` are ordinary characters. */
export function isPattern(path: string): boolean {
  return /[*?]/.test(path);
}

/** The entries that fit a pattern; `*` and `?` never cross a slash and fit hidden names too. */
export function expandPattern(entries: Entries, pattern: Lfn): Located[] {
  const parts = pattern.slice(1).split('/');
  const root = entries.find(ROOT) as Located;
  return parts.reduce<Located[]>(
    (found, part) => found.flatMap((entry) => step(entries, entry, part)),
    [root],
  );
}

function step(entries: Entries, directory: Located, part: string): Located[] {
  if (directory.type !== 'd') return [];
  if (!isPattern(part)) {
    const entry = entries.find(childOf(directory.lfn, part));
    return entry === undefined ? [] : [entry];
  }
  const expression = globExpression(part);
  return entries.list(directory).filter((entry) => expression.test(entry.name));
}

/** The regular expression of one path component. */
export function globExpression(part: string): RegExp {
  const source = part
    .replace(/[\\^$.|+()[\]{}]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 'su');
}
