import type {Replica} from '../../catalogue/access.ts';
import type {Lfn} from '../../paths/lfn.ts';
import type {ReplicaFailure} from '../model/replica-failures.ts';
import {Booking} from './booking.ts';
import type {Upload} from './upload.ts';

/** What happened to the replicas of one booking. */
export interface StoredReplicas {
  readonly booked: readonly Replica[];
  readonly registered: readonly Replica[];
  /** their storage elements did not take them */
  readonly unwritten: readonly ReplicaFailure[];
  /** written, but not registered, or perhaps not */
  readonly unregistered: readonly ReplicaFailure[];
  /** of the slowest transfer */
  readonly seconds: number;
}

/**
 * Book, write, verify and register replicas of a file. What was written but is not registered is removed from the
 * storage.
 * @param specification of storage elements, as the central service takes it
 * @param round 1 for the first places of a file
 * @throws {AlienError} for a refused booking and for what no other storage element can mend
 */
export async function storeReplicas(
  upload: Upload,
  lfn: Lfn,
  specification: string,
  round: number,
): Promise<StoredReplicas> {
  const booking = await Booking.make(upload, lfn, specification, round);
  const booked = booking.replicas;
  try {
    const {written, unwritten} = await booking.write();
    if (written.size === 0) return {booked, registered: [], unwritten, unregistered: [], seconds: 0};
    const file = booking.verify(written);
    const {registered, unregistered} = await booking.register([...written.keys()], file);
    const seconds = Math.max(...[...written.values()].map((sent) => sent.seconds));
    return {booked, registered, unwritten, unregistered, seconds};
  } finally {
    await booking.cleanUp();
  }
}
