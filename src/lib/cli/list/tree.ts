import type {Result} from '../../session/requests/answer.ts';
import {parentOf} from './list-name.ts';
import {type Listed, shownName} from './listed.ts';

/** An entry with what is below it, by name. */
export interface TreeNode {
  readonly entry: Listed;
  /** undefined for what is no directory, and where one was not looked into */
  readonly contents: readonly TreeNode[] | undefined;
}

/** What the lines of a tree count. */
export interface TreeCount {
  readonly directories: number;
  readonly files: number;
}

/** Entries below a directory as a tree. @param depth of directories that are shown, at least 1 */
export function treeOf(lfn: string, entries: readonly Listed[], depth: number): TreeNode[] {
  const children = Map.groupBy(entries, (entry) => parentOf(entry.lfn));
  const below = (parent: string, left: number): TreeNode[] =>
    (children.get(parent) ?? [])
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map((entry) => ({
        entry,
        contents: entry.type === 'd' && left > 1 ? below(entry.lfn, left - 1) : undefined,
      }));
  return below(lfn, depth);
}

/** How many are in a tree. */
export function countOf(nodes: readonly TreeNode[]): TreeCount {
  let [directories, files] = [0, 0];
  for (const {entry, contents = []} of nodes) {
    const inner = countOf(contents);
    directories += inner.directories + (entry.type === 'd' ? 1 : 0);
    files += inner.files + (entry.type === 'd' ? 0 : 1);
  }
  return {directories, files};
}

/** The lines of a tree. @param shown how a name is printed */
export function* treeLines(
  nodes: readonly TreeNode[],
  shown: (entry: Listed) => string,
  indent = '',
): Generator<string> {
  for (const [index, {entry, contents = []}] of nodes.entries()) {
    const isLast = index === nodes.length - 1;
    yield `${indent}${isLast ? '└── ' : '├── '}${shown(entry)}`;
    yield* treeLines(contents, shown, `${indent}${isLast ? '    ' : '│   '}`);
  }
}

/** A tree as JSON; `contents` are the same again. */
export function treeRow({entry, contents}: TreeNode): Result {
  const {lfn, type, size, owner, ctime} = entry;
  const own = {lfn, name: shownName(entry), type, owner, size, ctime};
  return {...own, ...(contents && {contents: contents.map(treeRow)})};
}
