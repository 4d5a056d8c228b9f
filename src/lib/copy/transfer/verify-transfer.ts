import {ServerError} from '../../errors/errors.ts';
import type {Transferred} from '../../storage/storage.ts';

/** A replica was read to its end, and is not the file that the catalogue knows. */
export class DamagedReplica extends ServerError {
  constructor(what: string) {
    super(what, {
      code: 'INPUT_OUTPUT',
      next: ['The replica is damaged: tell the support list its storage element and the LFN.'],
    });
  }
}

/**
 * Compare what was read from the grid with what the catalogue knows of it.
 * @throws {DamagedReplica} when it is not that file
 */
export function verifyTransfer(
  {size, md5: expected}: {readonly size: number; readonly md5: string | undefined},
  {bytes, md5, beyond = 0}: Transferred,
): void {
  const found = bytes + beyond;
  if (found !== size) throw new DamagedReplica(`The replica has ${found} bytes, the catalogue says ${size}.`);
  if (expected !== undefined && md5 !== expected)
    throw new DamagedReplica(`The checksum is wrong: md5 ${md5}, the catalogue says ${expected}.`);
}
