import {normalize} from 'node:path/posix';
import {UserError} from '../../errors/errors.ts';

/**
 * What is left of each path without the directories that all of them begin with: `/a/b/x`, `/a/c/y` -> `b/x`, `c/y`.
 * Of a pattern the directories before the first `*` count.
 * @throws {UserError} 22 where a path would lead out of its new directory
 */
export function pathsBelowCommon(paths: readonly string[]): string[] {
  const split = paths.map(componentsOf);
  const [first = []] = split;
  // The last component is a name, and always kept.
  const isCommon = (index: number) =>
    split.every((parts) => index < parts.length - 1 && parts[index] === first[index]);
  let common = 0;
  while (isCommon(common)) common += 1;
  return split.map((parts, index) => {
    const kept = parts.slice(common);
    if (kept.includes('..')) {
      throw new UserError(`${paths[index]} leads out of the destination with the other names.`, {
        next: ['Write all names from the root on.'],
      });
    }
    return kept.filter((part) => part !== '' && part !== '.').join('/');
  });
}

function componentsOf(path: string): string[] {
  const star = path.indexOf('*');
  if (star < 0) return withoutEnd(normalize(path)).split('/');
  const directory = path.slice(0, path.lastIndexOf('/', star) + 1);
  return [...withoutEnd(normalize(directory)).split('/'), '.'];
}

function withoutEnd(path: string): string {
  return path.replace(/(?<=.)\/+$/, '');
}
