import type {DatabaseSync, StatementSync} from 'node:sqlite';
import {shownName} from './entry.ts';
import type {Entry, Located} from './entry.ts';
import {allRows} from '../database/rows.ts';

/** Which names below a directory are wanted. */
export interface Search {
  /** Tests the path below the base directory, `data/run1/x.root`; directories end in a slash. */
  readonly matches: (path: string) => boolean;
  readonly directories: boolean;
  readonly jobid?: number | undefined;
}

/** An entry that was found. */
export interface Hit {
  readonly entry: Entry;
  /** As the wire shows it: directories end in a slash. */
  readonly shown: string;
}

/** Searches subtrees. What fits comes sorted by name; the base itself may be among the directories. */
export class Finder {
  readonly #children: StatementSync;

  constructor(database: DatabaseSync) {
    this.#children = database.prepare('SELECT * FROM entries WHERE parent = ? ORDER BY name');
  }

  *find(base: Located, search: Search): Generator<Hit> {
    const prefix = shownName(base);
    if (search.directories && search.matches('')) yield {entry: base, shown: prefix};
    // Directories that still have to be looked at, the next one last, with the place where to go on.
    const open = [{rows: this.#childrenOf(base), next: 0, path: ''}];
    for (let level = open.at(-1); level !== undefined; level = open.at(-1)) {
      const entry = level.rows[level.next++];
      if (entry === undefined) {
        open.pop();
        continue;
      }
      const path = level.path + endOf(entry);
      const isDirectory = entry.type === 'd';
      const fits =
        (!isDirectory || search.directories) && (search.jobid === undefined || search.jobid === entry.jobid);
      if (fits && search.matches(path)) yield {entry, shown: prefix + path};
      if (isDirectory) open.push({rows: this.#childrenOf(entry), next: 0, path});
    }
  }

  #childrenOf({id}: Entry): Entry[] {
    const rows = allRows<Entry>(this.#children, id);
    // The slash after a directory's name counts: `d.txt` comes before `d/`.
    if (rows.some(({type}) => type === 'd')) rows.sort((a, b) => (endOf(a) < endOf(b) ? -1 : 1));
    return rows;
  }
}

function endOf({name, type}: Entry): string {
  return type === 'd' ? `${name}/` : name;
}

/** SQL's LIKE with `*` for `%`: both cross slashes, `_` is one character, and it fits anywhere in the path. */
export function likeMatcher(pattern: string): (path: string) => boolean {
  let like = pattern.replaceAll('*', '%');
  if (!like.startsWith('%')) like = `%${like}`;
  if (!like.endsWith('%')) like = `${like}%`;
  if (/^%+$/.test(like)) return () => true;
  const inner = like.slice(1, -1);
  if (!/[%_]/.test(inner)) return (path) => path.includes(inner);
  const source = like
    .replace(/[\\^$.|+()[\]{}*?]/g, '\\$&')
    .replaceAll('%', '.*')
    .replaceAll('_', '.');
  const expression = new RegExp(`^${source}$`, 'su');
  return (path) => expression.test(path);
}

/** A regular expression that must fit from the start of the path, not to its end. A bad one fits nothing. */
export function regexpMatcher(pattern: string): (path: string) => boolean {
  try {
    const expression = new RegExp(`^(?:${pattern})`, 's');
    return (path) => expression.test(path);
  } catch {
    return () => false;
  }
}
