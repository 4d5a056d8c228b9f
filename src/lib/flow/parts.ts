/** Things in parts of `size`, in their order; the last one may be shorter. */
export function* parts<T>(things: Iterable<T>, size: number): Generator<readonly T[]> {
  let part: T[] = [];
  for (const thing of things) {
    part.push(thing);
    if (part.length < size) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}
