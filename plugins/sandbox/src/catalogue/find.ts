import type {DatabaseSync, StatementSync} from 'node:sqlite';
import {shownName} from './entries.ts';
import type {Located} from './entries.ts';

/** Which names below a directory are wanted. */
export interface Search {
  /** Tests the path below the base directory, `data/run1/x.root`; directories end in a slash. */
  readonly matches: (path: string) => boolean;
  readonly directories: boolean;
  readonly jobid?: number | undefined;
}

/** A name that was found. The rest of the entry is loaded when it is needed: most of the time it is not. */
export interface Hit {
  readonly id: number;
  /** As the wire shows it: directories end in a slash. */
  readonly shown: string;
}

type Row = readonly [id: number, name: string, type: string, jobid: number | null];

/** Walks subtrees. */
export class Finder {
  readonly #children: StatementSync;

  constructor(database: DatabaseSync) {
    this.#children = database.prepare(
      'SELECT id, name, type, jobid FROM entries WHERE parent = ? ORDER BY name',
    );
    this.#children.setReturnArrays(true);
  }

  /** What fits below `base`, sorted by name; the base itself may be among the directories. */
  find(base: Located, search: Search): Hit[] {
    const found: Hit[] = [];
    const prefix = shownName(base);
    if (search.directories && search.matches('')) found.push({id: base.id, shown: prefix});
    this.#walk(base.id, '', (id, path) => found.push({id, shown: prefix + path}), search);
    return found.sort((a, b) => (a.shown < b.shown ? -1 : 1));
  }

  #walk(directory: number, above: string, take: (id: number, path: string) => void, search: Search): void {
    const rows = this.#children.all(directory) as unknown as Row[];
    for (const [id, name, type, jobid] of rows) {
      const isDirectory = type === 'd';
      const path = isDirectory ? `${above}${name}/` : above + name;
      const fits =
        (!isDirectory || search.directories) && (search.jobid === undefined || search.jobid === jobid);
      if (fits && search.matches(path)) take(id, path);
      if (isDirectory) this.#walk(id, path, take, search);
    }
  }
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
