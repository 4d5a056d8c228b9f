import {AlienError} from '../../errors/errors.ts';
import type {Lfn} from '../../paths/lfn.ts';
import {replacementSpecification} from '../../paths/specification.ts';
import type {Copied} from '../model/outcome.ts';
import {allReplicasFailed, describeFailure, type ReplicaFailure} from '../model/replica-failures.ts';
import {confirmName} from './confirm-name.ts';
import {storeReplicas, type StoredReplicas} from './store-replicas.ts';
import type {Upload} from './upload.ts';

/** Small files of these kinds are read often and from everywhere: more replicas, as users are used to. */
const WELL_SPREAD = /\.(?:sh|C|jdl|xml)$/;
const WELL_SPREAD_LIMIT = 1 << 20;

/** So many times other storage elements are asked for in the place of those that failed. */
const REPLACEMENTS = 2;

/** An entry with its content. */
export interface Stored {
  /** in lower case; undefined for an empty file */
  readonly guid: string | undefined;
  readonly outcome: Copied;
}

/**
 * Put the content of a file on storage elements and register it. Those that fail are replaced by others, as far as
 * the central service has them; the file is stored if at least one replica is registered.
 * @throws {AlienError} with the reason of each storage element, when none is; 17 where another file has got the name
 */
export async function storeContent(upload: Upload, lfn: Lfn): Promise<Stored> {
  const {item, content} = upload;
  const wanted = item.specification?.text ?? defaultSpecification(item.lfn, content.size);
  const first = await storeReplicas(upload, lfn, wanted, 1);
  const rounds = [first];
  for (let latest: StoredReplicas | undefined = first; latest !== undefined;) {
    latest = await replaceFailed(upload, lfn, wanted, rounds);
    if (latest !== undefined) rounds.push(latest);
  }
  const registered = rounds.flatMap((round) => round.registered);
  const failures = rounds.flatMap(({unwritten, unregistered}) => [...unwritten, ...unregistered]);
  if (registered.length === 0) throw notStored(rounds, failures);
  const asked = Math.max(first.booked.length, item.specification?.replicas ?? 0);
  const doubt = await confirmName(upload, lfn, registered);
  const warning = [warningOf(asked, registered.length, failures), doubt].filter(Boolean).join('; ');
  const seconds = rounds.reduce((sum, round) => sum + round.seconds, 0);
  return {
    guid: registered[0]?.guid.toLowerCase(),
    outcome: {
      kind: 'copied',
      seconds,
      verified: true,
      replicas: registered.map(({se}) => se),
      ...(warning !== '' && {warning}),
    },
  };
}

/** @returns undefined when there is nothing to replace, or nothing to replace it with */
async function replaceFailed(
  upload: Upload,
  lfn: Lfn,
  wanted: string,
  rounds: readonly StoredReplicas[],
): Promise<StoredReplicas | undefined> {
  const {context, state} = upload;
  const failed = rounds.at(-1)?.unwritten.length ?? 0;
  // Without a registered replica, one that may be registered makes the entry: another booking could contradict it.
  const isUncertain = rounds.some(
    ({registered, unregistered}) => registered.length === 0 && unregistered.length > 0,
  );
  if (failed === 0 || isUncertain || rounds.length > REPLACEMENTS || !context.mayTakeOthers) return undefined;
  const used = rounds.flatMap(({booked}) => booked.map(({se}) => se));
  const specification = replacementSpecification(wanted, failed, used);
  try {
    return await storeReplicas(upload, lfn, specification, rounds.length + 1);
  } catch (error) {
    // That there are no others is expected; anything else, such as a changed file, concerns what was stored too.
    if (!(error instanceof AlienError) || error.fault === 'user' || state.signal.aborted) throw error;
    return undefined;
  }
}

function notStored(rounds: readonly StoredReplicas[], failures: readonly ReplicaFailure[]): AlienError {
  const [unregistered] = rounds.flatMap((round) => round.unregistered);
  return unregistered?.error ?? allReplicasFailed(failures, 'written');
}

function defaultSpecification(lfn: Lfn, size: number): string {
  return WELL_SPREAD.test(lfn) && size < WELL_SPREAD_LIMIT ? 'disk:4' : 'disk:2';
}

function warningOf(
  asked: number,
  registered: number,
  failures: readonly ReplicaFailure[],
): string | undefined {
  const reasons = failures.map(describeFailure).join('; ');
  if (registered >= asked)
    return reasons === '' ? undefined : `other storage elements were taken (${reasons})`;
  return `${registered} of ${asked} replicas${reasons === '' ? '' : ` (${reasons})`}`;
}
