import type {Answer} from '../session/requests/answer.ts';
import type {TakeResults} from '../session/requests/requester.ts';

/**
 * The results of one request, part by part while they come in. The next part is parsed when the last one was dealt with;
 * if no more are wanted, the rest is let go.
 * @param request makes the request, with what takes its results
 * @returns the answer with the results that are left
 */
export async function* inParts(
  request: (take: TakeResults) => Promise<Answer>,
): AsyncGenerator<{readonly answer: Answer}, Answer> {
  const ready: {readonly answer: Answer; readonly dealtWith: () => void}[] = [];
  let isWanted = true;
  let wake = (): void => undefined;
  const answer = request((results, metadata) => {
    if (!isWanted) return undefined;
    const {promise, resolve} = Promise.withResolvers<void>();
    // what the service warns of is told with the end
    ready.push({answer: {metadata: {...metadata, error: ''}, results}, dealtWith: resolve});
    wake();
    return promise;
  });
  let isThere = false;
  const settled = answer.then(
    () => (isThere = true),
    () => (isThere = true),
  );
  try {
    for (;;) {
      const part = ready.shift();
      if (part === undefined) {
        if (isThere) return await answer;
        const {promise, resolve} = Promise.withResolvers<void>();
        wake = resolve;
        await Promise.race([settled, promise]);
        continue;
      }
      yield {answer: part.answer};
      part.dealtWith();
    }
  } finally {
    isWanted = false;
    for (const {dealtWith} of ready) dealtWith();
  }
}
