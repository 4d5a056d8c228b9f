import {NetworkError} from '../../errors/errors.ts';
import {UnreadableAnswer} from '../../session/requests/answer.ts';

/** After these errors it is not known whether the central service has done what it was asked for: it has to be looked up. */
export function isOutcomeUnknown(error: unknown): error is NetworkError | UnreadableAnswer {
  return error instanceof NetworkError || error instanceof UnreadableAnswer;
}
