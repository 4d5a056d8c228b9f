import {glob} from 'node:fs/promises';
import {type LocalTree, walkLocalNames, walkLocalTree} from './local-tree.ts';
import {localPath} from '../../files/local-path.ts';

export interface LocalGlob {
  /** absolute: the directory above the first component with a wildcard */
  readonly root: string;
  /** below `root`, as a shell reads it: `*` and `?` within a name, `[...]`, `**` across directories */
  readonly pattern: string;
}

/** @returns undefined for a name without wildcards */
export function splitLocalGlob(name: string, cwd: string): LocalGlob | undefined {
  const first = name.search(/[*?[]/);
  if (first < 0) return undefined;
  const slash = name.lastIndexOf('/', first);
  return {
    root: localPath(cwd, slash === 0 ? '/' : name.slice(0, Math.max(slash, 0))),
    pattern: name.slice(slash + 1),
  };
}

/** Whether a pattern stands for anything. */
export async function matchesAnything({root, pattern}: LocalGlob): Promise<boolean> {
  for await (const _ of glob(pattern, {cwd: root})) return true;
  return false;
}

/**
 * Everything that a pattern stands for where no shell has expanded it; directories with all that is in them.
 * As in a shell `*` leaves out hidden names, unless the pattern begins them with a dot.
 */
export async function walkLocalGlob({root, pattern}: LocalGlob, signal: AbortSignal): Promise<LocalTree> {
  const matches: string[] = [];
  for await (const match of glob(pattern, {cwd: root})) matches.push(match.replace(/\/+$/, ''));
  if (matches.includes('.')) return await walkLocalTree(root, signal); // `**` stands for the directory itself, too
  // What is below a match is found with it.
  const outer = new Set<string>();
  for (const match of matches.sort()) if (!isBelowAny(match, outer)) outer.add(match);
  if (outer.size === 0) return {files: [], directories: [], problems: []};
  return await walkLocalNames(root, [...outer], signal);
}

function isBelowAny(path: string, directories: ReadonlySet<string>): boolean {
  for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1))
    if (directories.has(path.slice(0, slash))) return true;
  return directories.has(path);
}
