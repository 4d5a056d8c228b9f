/** So many results are made in one go before others have their turn. */
const BATCH = 2000;

/** The same things one after the other; the requests of other clients are served in between. */
export async function* inTurns<T>(things: Iterable<T>): AsyncGenerator<T[]> {
  let batch: T[] = [];
  for (const thing of things) {
    batch.push(thing);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
    await new Promise(setImmediate);
  }
  yield batch;
}
