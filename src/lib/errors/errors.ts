/**
 * The one error model of the project. Every failure that a user may see is one of four kinds,
 * told apart by whose fault it is; each carries the exit code that scripts know and what to do next.
 */

/** Whose fault a failure is: it decides the tone of the message and whether a second try makes sense. */
export type Fault = 'user' | 'server' | 'network' | 'internal';

export interface ErrorDetails {
  /** errno-like exit code of the process (see `exit-codes.ts`). */
  exitCode?: number;
  /** What the user can do about it, one step an element, in the imperative. */
  next?: readonly string[];
  cause?: unknown;
}

/** What all four kinds share. Catch this one to tell an expected failure from a bug. */
export abstract class AlienError extends Error {
  abstract readonly fault: Fault;
  readonly exitCode: number;
  readonly next: readonly string[];

  constructor(message: string, details: ErrorDetails, defaultExitCode: number) {
    super(message, details.cause === undefined ? undefined : {cause: details.cause});
    this.name = new.target.name;
    this.exitCode = details.exitCode ?? defaultExitCode;
    this.next = details.next ?? [];
  }
}

/** Something in the user's hands is wrong: an argument, a file, a permission, a certificate. */
export class UserError extends AlienError {
  readonly fault = 'user';

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details, 22);
  }
}

/** The central service answered, and the answer is no. `exitCode` is the one it gave. */
export class ServerError extends AlienError {
  readonly fault = 'server';

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details, 121);
  }
}

/** No answer, or no connection: the central service or a storage element could not be reached in time. */
export class NetworkError extends AlienError {
  readonly fault = 'network';

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details, 107);
  }
}

/** Our own fault: a state that the code believed impossible. */
export class InternalError extends AlienError {
  readonly fault = 'internal';

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details, 1);
  }
}
