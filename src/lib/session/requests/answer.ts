import {ServerError} from '../../errors/errors.ts';
import {exitCodeFrom} from '../../errors/exit-codes.ts';

/** One element of `results`: the human text in `message`, the structured values beside it. */
export type Result = Readonly<Record<string, unknown>> & {readonly message?: string | null};

/** What the central service says about an answer as a whole. */
export interface Metadata {
  readonly user: string;
  /** The current directory of the connection, with a trailing slash. */
  readonly currentdir: string;
  /** errno-like, a decimal number as text; "0" is success. Whatever else there is: see `exitCodeOf`. */
  readonly exitcode: string;
  /** Text of the error; with exit code 0 it is a warning. */
  readonly error: string;
  readonly timing_ms?: string;
}

/** What the central service sends for one request. */
export interface Answer {
  readonly metadata: Metadata;
  readonly results: readonly Result[];
  /** the text message as it came; only where the request asked for it by `raw` */
  readonly raw?: string;
}

/** What came is not an answer. Whether the request was executed, no one knows. */
export class UnreadableAnswer extends ServerError {}

/**
 * Read one text message of the central service.
 * @throws {UnreadableAnswer} exit code 61 for an empty message, 22 for text that is not an answer.
 */
export function parseAnswer(text: string): Answer {
  if (text === '') {
    throw new UnreadableAnswer('The central service sent an empty answer.', {
      code: 'EMPTY_ANSWER',
      next: ['Try again; if it repeats, report the command to the support list.'],
    });
  }
  const value = parseJson(text);
  if (!isAnswer(value)) {
    throw new UnreadableAnswer('The central service sent JSON that is not an answer.', {
      code: 'INVALID_ARGUMENT',
    });
  }
  return value;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UnreadableAnswer('The central service sent something that is not JSON.', {
      code: 'INVALID_ARGUMENT',
      cause,
    });
  }
}

/**
 * Read a part of the results of an answer, as the text of a list.
 * @throws {UnreadableAnswer} 22
 */
export function parseResults(text: string): readonly Result[] {
  const value = parseJson(text);
  if (Array.isArray(value) && value.every(isResult)) return value;
  throw new UnreadableAnswer('The central service sent results that are none.', {code: 'INVALID_ARGUMENT'});
}

/** The service nests objects three deep at the most. What is far beyond that no recursion may be sent into. */
const DEEPEST = 32;

function isAnswer(value: unknown): value is Answer {
  if (!isObject(value) || !isObject(value['metadata']) || !Array.isArray(value['results'])) return false;
  const {exitcode, error, user, currentdir} = value['metadata'];
  if (![exitcode, error, user, currentdir].every((each) => typeof each === 'string')) return false;
  return value['results'].every(isResult) && isShallow(value['metadata'], DEEPEST);
}

function isResult(value: unknown): value is Result {
  if (!isObject(value)) return false;
  const {message} = value;
  return (
    (message === undefined || message === null || typeof message === 'string') && isShallow(value, DEEPEST)
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isShallow(value: object, levels: number): boolean {
  if (levels === 0) return false;
  return Object.values(value).every(
    (each) => typeof each !== 'object' || each === null || isShallow(each as object, levels - 1),
  );
}

/** The exit code of an answer, 0 to 255; 42 where the service sent something else than a whole number. */
export function exitCodeOf(answer: Answer): number {
  return exitCodeFrom(answer.metadata.exitcode);
}

/** One value of a result as text; empty where the key is missing, null, or holds no plain value. */
export function valueOf(result: Result, key: string): string {
  const value = result[key];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** The human text of an answer: the messages of all results, a line break between them. */
export function textOf(answer: Answer): string {
  return answer.results
    .flatMap((result) => (typeof result.message === 'string' ? [result.message] : []))
    .join('\n');
}

/** Whether the central service has no command of the name that was asked: nothing else is answered like this. */
export function isUnknownCommand(answer: Answer): boolean {
  return exitCodeOf(answer) === 2 && /Command \[.*\] not found!/s.test(answer.metadata.error);
}

/** Whether the service could not read the request and did nothing: the connection was spoiled before. */
export function isMisread(answer: Answer): boolean {
  return exitCodeOf(answer) === 22 && answer.metadata.error === 'Incoming JSON is not ok';
}
