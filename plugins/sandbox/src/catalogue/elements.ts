/** The storage elements of a sandbox, and how requests choose among them. */
export interface StorageElement {
  readonly number: number;
  readonly name: string;
  readonly qos: 'disk' | 'tape';
  /** Where its files lie, as an absolute path on the server. */
  readonly root: string;
}

export const ELEMENTS: readonly StorageElement[] = [
  {number: 1, name: 'ALICE::SANDBOX::DISK1', qos: 'disk', root: '/disk1'},
  {number: 2, name: 'ALICE::SANDBOX::DISK2', qos: 'disk', root: '/disk2'},
  {number: 3, name: 'ALICE::SANDBOX::TAPE', qos: 'tape', root: '/tape'},
];

/** What each element pretends to offer, in bytes. */
export const TOTAL_SPACE = 102400000000;

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
    if (colons === 2) (part.startsWith('!') ? excluded : wanted).push(part.replace(/^!/, '').toUpperCase());
    else if (colons === 0) qos.push(parseQos(part));
  }
  return {wanted, excluded, qos};
}

function parseQos(part: string): {tag: string; count: number} {
  const [tag, count, ...more] = part.split(/[:=]/);
  if (tag === undefined || count === undefined || more.length > 0) {
    throw new WishError(`Don't know what to do with \`${part}\``);
  }
  if (!/^-?\d+$/.test(count)) throw new WishError(`Invalid format of the QoS string \`${part}\``);
  // The spelling of the next text is the real service's own.
  if (Number(count) <= 0) {
    throw new WishError(`The number replicas has to be stricly positive in \`${part}\``);
  }
  return {tag: tag.toLowerCase(), count: Number(count)};
}

/**
 * The elements to write to: the wanted ones first, then the nearest of each kind; never those in `taken`.
 * Where nothing is wished for, `usual` disks.
 */
export function chooseForWriting(wish: Wish, taken: readonly number[], usual: number): StorageElement[] {
  const free = ELEMENTS.filter(
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

/** The order in which copies are offered for reading; with `only`, nothing but the wanted elements. */
export function orderForReading<T extends {readonly se: StorageElement}>(
  wish: Wish,
  copies: readonly T[],
  only: boolean,
): T[] {
  const allowed = copies.filter((copy) => !wish.excluded.includes(copy.se.name));
  const wanted = wish.wanted.flatMap((name) => allowed.filter((copy) => copy.se.name === name));
  if (only && wish.wanted.length > 0) return wanted;
  return [...wanted, ...allowed.filter((copy) => !wanted.includes(copy))];
}

export function elementNumber(number: number): StorageElement | undefined {
  return ELEMENTS.find((element) => element.number === number);
}

/** The element that a path of a storage server belongs to. */
export function elementOfPath(path: string): StorageElement | undefined {
  return ELEMENTS.find(({root}) => path.startsWith(`${root}/`));
}

/** The element that people mean by its name or the last part of it, in any case. */
export function elementNamed(typed: string): StorageElement | undefined {
  const wanted = typed.toUpperCase();
  return ELEMENTS.find(({name}) => name === wanted || name.endsWith(`::${wanted}`));
}
