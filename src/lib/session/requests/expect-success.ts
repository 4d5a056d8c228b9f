import {ServerError} from '../../errors/errors.ts';
import {type Answer, exitCodeOf} from './answer.ts';

/** Pass a successful answer on; turn a refusal into a ServerError with the service's text and code. */
export function expectSuccess(answer: Answer): Answer {
  const exitCode = exitCodeOf(answer);
  if (exitCode !== 0) throw new ServerError(errorText(answer), {exitCode});
  return answer;
}

/** The error text of an answer; a Java stack trace behind the first line is of no use to anyone here. */
export function errorText(answer: Answer): string {
  const text = answer.metadata.error.trim();
  const [first = '', ...rest] = text.split('\n');
  const isStackTrace = rest.some((line) => line.startsWith('\tat '));
  if (isStackTrace) return `${first.trim()} ${rest[0] ?? ''}`.trim();
  return text === '' ? `The central service answered exit code ${answer.metadata.exitcode}.` : text;
}
