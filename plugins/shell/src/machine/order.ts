import {UserError} from '@alien-grid/cli';

/** Identifies a request: what the program that drives us has chosen. */
export type Id = number | string;

/** What a program wants done. */
export type Order =
  /** a line, as a person would type it */
  | {readonly kind: 'line'; readonly id: Id; readonly line: string}
  /** one command with its words as they are */
  | {readonly kind: 'words'; readonly id: Id; readonly words: readonly string[]}
  /** a request to the central service as it is: its command and options */
  | {readonly kind: 'request'; readonly id: Id; readonly request: readonly string[]}
  /** stop the order of that id, whether it is under way or waits */
  | {readonly kind: 'interrupt'; readonly id: Id};

/**
 * Read one line of JSON.
 * @throws {UserError} 22 for what is no order, with what is wrong
 */
export function readOrder(text: string): Order {
  const fields = parsed(text);
  if ('interrupt' in fields) return {kind: 'interrupt', id: idFrom(fields['interrupt'], 'interrupt')};
  const id = idFrom(fields['id'], 'id');
  const {line, words, request} = fields;
  const given = [line, words, request].filter((each) => each !== undefined);
  if (given.length !== 1) throw refused('Give one of "line", "words" and "request".');
  if (words !== undefined) return {kind: 'words', id, words: listFrom(words, 'words')};
  if (request !== undefined) return {kind: 'request', id, request: listFrom(request, 'request')};
  if (typeof line !== 'string') throw refused('"line" is a string.');
  return {kind: 'line', id, line};
}

/** The id in a line that is no order otherwise, so that its refusal can be told from others. */
export function idIn(text: string): Id | undefined {
  try {
    return idFrom(parsed(text)['id'], 'id');
  } catch {
    return undefined;
  }
}

function parsed(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refused('This is no JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw refused('An order is a JSON object.');
  return {...value};
}

function idFrom(value: unknown, field: string): Id {
  if (typeof value === 'string' || typeof value === 'number') return value;
  throw refused(`"${field}" is a number or a string.`);
}

function listFrom(value: unknown, field: string): string[] {
  const isList = Array.isArray(value) && value.length > 0;
  if (!isList || !value.every((each) => typeof each === 'string'))
    throw refused(`"${field}" is a list of strings, the command first.`);
  return value;
}

function refused(what: string): UserError {
  return new UserError(what, {code: 'INVALID_ARGUMENT'});
}
