import {ServerError} from '../errors/errors.ts';
import type {Transferred} from '../storage/storage.ts';

/**
 * Compare what was read from the grid with what the catalogue knows of it.
 * @throws {ServerError} 5 when it is not that file
 */
export function verifyTransfer(
  {size, md5: expected}: {readonly size: number; readonly md5: string | undefined},
  {bytes, md5}: Transferred,
): void {
  if (bytes !== size) {
    throw new ServerError(`The replica has ${bytes} bytes, the catalogue says ${size}.`, {exitCode: 5});
  }
  if (expected !== undefined && md5 !== expected) {
    throw new ServerError(`The checksum is wrong: md5 ${md5}, the catalogue says ${expected}.`, {
      exitCode: 5,
      next: ['The replica is damaged: tell the support list its storage element and the LFN.'],
    });
  }
}
