import {ServerError} from '../errors/errors.ts';

/** A replica can be read, and is not the file that the catalogue knows. */
export class DamagedReplica extends ServerError {
  constructor(what: string, cause?: unknown) {
    super(what, {
      code: 'INPUT_OUTPUT',
      next: ['The replica is damaged: tell the support list its storage element and the LFN.'],
      cause,
    });
  }
}
