import type {Replica} from '../../catalogue/access.ts';
import {ServerError} from '../../errors/errors.ts';
import type {Lfn} from '../../paths/lfn.ts';

/** A name on the grid has another content than when it was listed. */
export class EntryReplaced extends ServerError {
  constructor(lfn: Lfn) {
    super(`${lfn} was replaced on the grid while it was to be copied.`, {
      code: 'TRY_AGAIN',
      next: ['Run the same command again.'],
    });
  }
}

/**
 * Compare what a list has told of a file with what its envelopes to read tell, which is never old.
 * @throws {EntryReplaced} where that is another content
 */
export function refuseReplaced(
  lfn: Lfn,
  listed: {readonly size: number; readonly md5: string | undefined},
  [replica]: readonly Replica[],
): void {
  if (replica === undefined) return;
  const isSame = replica.md5 === undefined || listed.md5 === undefined || replica.md5 === listed.md5;
  if ((replica.size ?? listed.size) !== listed.size || !isSame) throw new EntryReplaced(lfn);
}
