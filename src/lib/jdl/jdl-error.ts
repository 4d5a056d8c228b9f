/** A place in a text, both from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A job description that is refused. The message is the central service's own sentence. */
export class JdlError extends Error {
  /** in the text as it was written; absent where it is about the whole of it */
  readonly place: Place | undefined;
  /** what is probably meant, where that can be told */
  readonly hint: string | undefined;

  constructor(message: string, details: {readonly place?: Place; readonly hint?: string | undefined} = {}) {
    super(message);
    this.place = details.place;
    this.hint = details.hint;
  }
}
