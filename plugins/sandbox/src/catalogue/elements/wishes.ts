import {byDistance, elementsFrom} from './distances.ts';
import type {StorageElement} from './elements.ts';

const DEFAULT_TAG = 'disk';

/** A wish for storage: certain elements, none of these, so many of a kind. */
export interface Wish {
  readonly wanted: readonly string[];
  readonly excluded: readonly string[];
  readonly qos: readonly {readonly tag: string; readonly count: number}[];
}

/** A specification that cannot be understood; the message is the detail of exit code 22. */
export class WishError extends Error {}

/** Reads `A::B::C,!A::B::D,disk:2`. Throws {@link WishError}. */
export function parseWish(text: string | undefined): Wish {
  const wanted: string[] = [];
  const excluded: string[] = [];
  const qos: {tag: string; count: number}[] = [];
  for (const part of (text ?? '').split(',').map((word) => word.trim())) {
    if (part === '') continue;
    const colons = part.split('::').length - 1;
    // More than one tells an element; a name that no element has is found out later.
    if (colons >= 2) (part.startsWith('!') ? excluded : wanted).push(part.replace(/^!/, '').toUpperCase());
    else if (colons === 0) qos.push(parseQos(part));
  }
  return {wanted, excluded, qos};
}

function parseQos(part: string): {tag: string; count: number} {
  const colon = part.indexOf(':');
  const sign = colon >= 0 ? colon : part.indexOf('=');
  if (sign <= 0) throw new WishError(`Don't know what to do with \`${part}\``);
  const [tag, count] = [part.slice(0, sign).trim(), part.slice(sign + 1).trim()];
  if (!/^[+-]?\d+$/.test(count)) throw new WishError(`Invalid format of the QoS string \`${part}\``);
  // The spelling of the next text is the real service's own.
  if (Number(count) <= 0) {
    throw new WishError(`The number replicas has to be stricly positive in \`${part}\``);
  }
  return {tag: tag.toLowerCase(), count: Number(count)};
}

/**
 * The elements to write to: the wanted ones first, then the nearest to the site of each kind; never those in `taken`.
 * Where nothing is wished for, `usual` disks.
 */
export function chooseForWriting(
  wish: Wish,
  taken: readonly number[],
  usual: number,
  site: string,
): StorageElement[] {
  const free = elementsFrom(site).filter(
    (element) => !taken.includes(element.number) && !wish.excluded.includes(element.name),
  );
  const chosen = wish.wanted.flatMap((name) => free.filter((element) => element.name === name));
  const kinds =
    wish.wanted.length === 0 && wish.qos.length === 0 ? [{tag: DEFAULT_TAG, count: usual}] : wish.qos;
  for (const {tag, count} of kinds) {
    const candidates = free.filter((element) => element.qos === tag && !chosen.includes(element));
    chosen.push(...candidates.slice(0, count));
  }
  return chosen;
}

/** The order in which copies are offered for reading: the wanted ones, then the nearest to the site; with `only`, nothing but the wanted elements. */
export function orderForReading<T extends {readonly se: StorageElement}>(
  wish: Wish,
  copies: readonly T[],
  only: boolean,
  site: string,
): T[] {
  const nearer = byDistance(site);
  const allowed = copies
    .filter((copy) => !wish.excluded.includes(copy.se.name))
    .sort((one, other) => nearer(one.se, other.se));
  const wanted = wish.wanted.flatMap((name) => allowed.filter((copy) => copy.se.name === name));
  if (only && wish.wanted.length > 0) return wanted;
  return [...wanted, ...allowed.filter((copy) => !wanted.includes(copy))];
}
