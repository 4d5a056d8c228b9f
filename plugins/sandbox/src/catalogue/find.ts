import type {DatabaseSync, StatementSync} from 'node:sqlite';
import type {Entry, Located} from './entries.ts';
import type {Lfn} from './names.ts';

/** Which names below a directory are wanted. */
export interface Search {
  /** Tests the path below the base directory, `data/run1/x.root`; directories end in a slash. */
  readonly matches: (path: string) => boolean;
  readonly directories: boolean;
  readonly jobid?: number | undefined;
}

interface Row extends Entry {
  readonly path: string;
}

/** Walks whole subtrees in one query. */
export class Finder {
  readonly #walk: StatementSync;

  constructor(database: DatabaseSync) {
    this.#walk = database.prepare(`
      WITH RECURSIVE below (id, path, isdir) AS (
        SELECT ?, '', 1
        UNION ALL
        SELECT e.id, below.path || e.name || CASE WHEN e.type = 'd' THEN '/' ELSE '' END, e.type = 'd'
        FROM entries e JOIN below ON e.parent = below.id WHERE below.isdir
      )
      SELECT entries.*, below.path FROM below JOIN entries ON entries.id = below.id`);
  }

  /** The entries below `base` that fit, in no particular order; the base itself may be among the directories. */
  find(base: Located, search: Search): Located[] {
    const found: Located[] = [];
    const prefix = base.lfn === '/' ? '/' : `${base.lfn}/`;
    for (const row of this.#walk.iterate(base.id) as Iterable<unknown> as Iterable<Row>) {
      const {path, ...entry} = row;
      if (entry.type === 'd' && !search.directories) continue;
      if (search.jobid !== undefined && entry.jobid !== search.jobid) continue;
      if (!search.matches(path)) continue;
      const lfn = (entry.type === 'd' ? (prefix + path).slice(0, -1) || '/' : prefix + path) as Lfn;
      found.push({...entry, lfn});
    }
    return found;
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
