/** Up to this many bytes of names a request is safe for the connection: a longer one (8192 in all) spoils it. */
const SAFE_LENGTH = 7000;

/** Split a list of names into as few requests as are safe. */
export function* batches<Name extends string>(names: readonly Name[]): Generator<Name[]> {
  let batch: Name[] = [];
  let length = 0;
  for (const name of names) {
    const cost = Buffer.byteLength(JSON.stringify(name)) + 1;
    if (length + cost > SAFE_LENGTH && batch.length > 0) {
      yield batch;
      batch = [];
      length = 0;
    }
    batch.push(name);
    length += cost;
  }
  if (batch.length > 0) yield batch;
}
