/**
 * The one error model of the project. Every failure that a user may see is one of four kinds,
 * told apart by whose fault it is; each carries the exit code that scripts know and what to do next.
 */
import {EXIT, NAME_OF, type FailureName} from './exit-codes.ts';

/** Whose fault a failure is: it decides the tone of the message and whether a second try makes sense. */
export type Fault = 'user' | 'server' | 'network' | 'internal';

/** What an error carries besides its text. */
export interface ErrorDetails {
  /** What failed, by name; it decides the exit code. */
  code?: FailureName;
  /** An exit code that came as a number, from the central service say; not beside `code`. */
  exitCode?: number;
  /** Whether the same request may succeed later without anyone doing anything; the kind decides where this is absent. */
  mayPass?: boolean;
  /** What the user can do about it, one step an element, in the imperative. */
  next?: readonly string[];
  cause?: unknown;
}

/** What all four kinds share. Catch this one to tell an expected failure from a bug. */
export abstract class AlienError extends Error {
  abstract readonly fault: Fault;
  /** Stable text for scripts, such as `ALIEN_NO_SUCH_FILE`. */
  readonly code: string;
  /** of the process, errno-like */
  readonly exitCode: number;
  /** The one rule for trying again: whether the same request may succeed later without anyone doing anything. */
  readonly mayPass: boolean;
  readonly next: readonly string[];

  constructor(message: string, details: ErrorDetails, fallback: FailureName, mayPass = false) {
    super(message, details.cause === undefined ? undefined : {cause: details.cause});
    this.name = new.target.name;
    this.exitCode = details.code ? EXIT[details.code] : (details.exitCode ?? EXIT[fallback]);
    this.code = `ALIEN_${details.code ?? NAME_OF.get(this.exitCode) ?? 'FAILED'}`;
    this.mayPass = details.mayPass ?? mayPass;
    this.next = details.next ?? [];
  }
}

/** Something in the user's hands is wrong: an argument, a file, a permission, a certificate. */
export class UserError extends AlienError {
  readonly fault = 'user';

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details, 'INVALID_ARGUMENT');
  }
}

/** The central service answered, and the answer is no. `exitCode` is the one it gave. */
export class ServerError extends AlienError {
  readonly fault = 'server';

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details, 'SERVER_FAILED');
  }
}

/** No answer, or no connection: the central service or a storage element could not be reached in time. */
export class NetworkError extends AlienError {
  readonly fault = 'network';

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details, 'NOT_CONNECTED', true);
  }
}

/** Our own fault: a state that the code believed impossible. */
export class InternalError extends AlienError {
  readonly fault = 'internal';

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details, 'FAILED');
  }
}
