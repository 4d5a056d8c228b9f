import type {Listed} from './listed.ts';

/** In which order entries are listed. */
export interface ListOrder {
  /** `-t`: the newest first; `-S`: the largest first; else by name */
  readonly by: 'name' | 'time' | 'size';
  readonly reverse: boolean;
}

/** The entries in that order; those that are equal in it by name. */
export function inOrder(entries: readonly Listed[], {by, reverse}: ListOrder): Listed[] {
  const byName = (a: Listed, b: Listed): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
  const compare = {
    name: byName,
    time: (a: Listed, b: Listed): number => (b.ctime ?? 0) - (a.ctime ?? 0) || byName(a, b),
    size: (a: Listed, b: Listed): number => (b.size ?? 0) - (a.size ?? 0) || byName(a, b),
  }[by];
  const sorted = [...entries].sort(compare);
  return reverse ? sorted.reverse() : sorted;
}
