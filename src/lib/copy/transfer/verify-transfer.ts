import {DamagedReplica} from '../../storage/damaged-replica.ts';
import type {Transferred} from '../../storage/storage.ts';

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
