import {UserError} from './errors.ts';

/** The bytes that were sent are not, or may not be, those of one moment. */
export function changedMeanwhile(source: string, cause?: unknown): UserError {
  return new UserError(`${source} changed while it was copied.`, {
    code: 'INPUT_OUTPUT',
    next: ['Wait until nothing writes to it, then copy it again.'],
    cause,
  });
}
