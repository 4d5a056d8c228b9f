import {ServerError} from '../../errors/errors.ts';
import {textOf} from '../../session/requests/answer.ts';
import type {Errand} from './relay.ts';

/** For refusals that come with the code 0. */
type Examine = NonNullable<Errand['examine']>;

const FAILED = 1;

/** An answer without any result is a refusal. @param reason what to say where the service says nothing */
export function insistOnAnswer(reason: string, exitCode = FAILED): Examine {
  return ({results, metadata}) =>
    results.length > 0 ? undefined : new ServerError(metadata.error.trim() || reason, {exitCode});
}

/** A text of this form is a refusal. */
export function refusedByText(form: RegExp): Examine {
  return (answer) => {
    const text = textOf(answer).trim();
    return form.test(text) ? new ServerError(text, {exitCode: FAILED}) : undefined;
  };
}
