import {EXIT} from '../../errors/exit-codes.ts';
import {namelessGuids, replicasOfGuid} from '../../catalogue/content.ts';
import {ServerError} from '../../errors/errors.ts';
import type {Requester} from '../../session/requests/requester.ts';
import {isOutcomeUnknown} from '../model/outcome-unknown.ts';
import type {PendingUpload} from './pending-upload.ts';

/** `in doubt`: the catalogue knows the content, and does not tell where its replicas are. */
export type Verdict = 'registered' | 'not registered' | 'in doubt';

/**
 * Ask the catalogue which uploads are registered: their replica is, or its content has no name, or others of its replicas
 * are told and it is not among them.
 * @returns those about which there was an answer
 * @throws {NetworkError} {ServerError} where nothing can be asked
 */
export async function judgeUploads(
  grid: Requester,
  uploads: readonly PendingUpload[],
  call: {readonly signal: AbortSignal},
): Promise<Map<PendingUpload, Verdict>> {
  const guids = new Set(uploads.map(({guid}) => guid.toLowerCase()));
  const nameless = await namelessGuids(grid, [...guids], call);
  const places = new Map<string, Awaited<ReturnType<typeof replicasOfGuid>>>();
  for (const guid of guids) {
    if (nameless.has(guid)) continue;
    try {
      places.set(guid, await replicasOfGuid(grid, guid, call));
    } catch (error) {
      if (isOutcomeUnknown(error) || !(error instanceof ServerError)) throw error;
      if (error.exitCode === EXIT.NO_REPLICA) places.set(guid, []);
    }
  }
  const judge = ({guid, url, se}: PendingUpload): Verdict | undefined => {
    if (nameless.has(guid.toLowerCase())) return 'not registered';
    const replicas = places.get(guid.toLowerCase());
    if (replicas?.length === 0) return 'in doubt';
    if (replicas === undefined) return undefined;
    // The same element may be told with another address. It has no second replica of one content.
    const isIt = replicas.some((each) => each.url === url || each.se.toUpperCase() === se.toUpperCase());
    return isIt ? 'registered' : 'not registered';
  };
  const verdicts = new Map<PendingUpload, Verdict>();
  for (const upload of uploads) {
    const verdict = judge(upload);
    if (verdict !== undefined) verdicts.set(upload, verdict);
  }
  return verdicts;
}
