import {ServerError} from '../../errors/errors.ts';
import {type Answer, UnreadableAnswer} from '../requests/answer.ts';
import {ConnectionLost, RequestNotSent} from '../connection/connection-lost.ts';
import type {Limits} from '../../settings/limits.ts';
import {type Ask, PROOFS} from './proof.ts';
import {jittered, pause} from '../../flow/within.ts';
import {repeatability} from './repeatable.ts';

/** The service could not read the request, and did nothing. */
export class RequestMisread extends ServerError {}

/** How a request is made, in the steps that matter when a connection is lost. */
export interface Steps<C> {
  /** Have a connection that is where the session is. The request is not sent yet. */
  readonly prepare: () => Promise<C>;
  readonly send: (connection: C) => Promise<Answer>;
  /** Ask something else meanwhile. */
  readonly ask: Ask;
  /** Called before the request is made again. */
  readonly again: (attempt: number) => void;
}

/**
 * Make a request; if its answer is lost with the connection, make it again or find out what happened to it, as far as
 * that can do no harm.
 * @throws {ConnectionLost} 107 where no one knows whether a change was made; what the steps throw
 */
export async function persist<C>(
  command: string,
  words: readonly string[],
  steps: Steps<C>,
  limits: Pick<Limits, 'repeats' | 'connectPause'>,
  signal?: AbortSignal,
): Promise<Answer> {
  const rule = repeatability(command, words);
  const proof = rule === 'provable' ? PROOFS[command] : undefined;
  const look = async (): Promise<Answer | undefined> => {
    try {
      return await proof?.look(words, steps.ask);
    } catch {
      signal?.throwIfAborted();
      return undefined; // no proof, then
    }
  };
  /** the loss since which no one knows whether the change was made */
  let doubt: Error | undefined;
  for (let attempt = 1; ; attempt++) {
    let isSent = false;
    try {
      const connection = await steps.prepare();
      isSent = true;
      const answer = await steps.send(connection);
      if (doubt === undefined || !proof?.isRefusedAsSecond(answer)) return answer;
    } catch (error) {
      signal?.throwIfAborted();
      if (!isLoss(error)) throw doubt ?? error;
      const wasSent = isSent && !(error instanceof RequestMisread || error instanceof RequestNotSent);
      if (wasSent && rule === 'changes') throw error;
      if (wasSent && proof) doubt ??= error;
      if (attempt > limits.repeats && doubt === undefined) throw error;
    }
    if (doubt !== undefined) {
      const done = await look();
      if (done) return done;
      if (!proof?.mayRepeat || attempt > limits.repeats) throw doubt;
    }
    steps.again(attempt + 1);
    await pause(jittered(limits.connectPause), signal);
  }
}

/** The answer is lost, and perhaps the request with it. */
function isLoss(error: unknown): error is Error {
  return (
    error instanceof ConnectionLost || error instanceof UnreadableAnswer || error instanceof RequestMisread
  );
}
