import {ServerError} from '../../errors/errors.ts';

/** The answer is longer than it may be, and was not read to its end. What was asked for has been done. */
export class AnswerTooLong extends ServerError {}

/** @param limit bytes */
export function tooLong(limit: number): AnswerTooLong {
  return new AnswerTooLong(
    `The central service sent an answer of more than ${Math.round(limit / 2 ** 20)} MiB, which was not read.`,
    {
      code: 'TOO_LARGE',
      next: [
        'Ask for less at a time: a smaller directory, or find -l NUMBER.',
        'Or allow more: ALIEN_LONGEST_ANSWER=500 (MiB), or alien config set session.longest-answer 500.',
      ],
    },
  );
}
