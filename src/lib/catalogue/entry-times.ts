import type {Entry} from './entry.ts';

type Timed = Pick<Entry, 'guid' | 'changed'>;

/** ms from the beginning of the Gregorian calendar, from which version-1 GUIDs count, to 1970 */
const GREGORIAN = 12_219_292_800_000n;
const TICKS_PER_MS = 10_000n;
/** The catalogue keeps whole seconds. */
const SECOND = 1000;

/**
 * When the content of a file was announced to the service, before its bytes were sent: the time in its GUID. Where that
 * is not told, or cannot be since it is later, the time of registration, which the catalogue keeps in whole seconds.
 */
export function announced({guid, changed}: Timed): Date | undefined {
  const made = timeOfGuid(guid);
  if (made === undefined) return changed;
  return changed === undefined || made < changed.getTime() + SECOND ? new Date(made) : changed;
}

/**
 * The time that a copy on this machine gets, which proves later that it is that content: the second of the registration,
 * and as its fraction that of the GUID, since another content may have been registered in the same second.
 */
export function stampOf({guid, changed}: Timed): Date | undefined {
  const time = changed?.getTime();
  const made = timeOfGuid(guid);
  if (time === undefined || made === undefined || time % SECOND !== 0) return changed;
  return new Date(time + (made % SECOND));
}

/** ms since the epoch; undefined for a GUID that holds no time */
function timeOfGuid(guid: string | undefined): number | undefined {
  const [, low, middle, high] = /^([0-9a-f]{8})-([0-9a-f]{4})-1([0-9a-f]{3})-/.exec(guid ?? '') ?? [];
  if (low === undefined || middle === undefined || high === undefined) return undefined;
  const time = Number(BigInt(`0x${high}${middle}${low}`) / TICKS_PER_MS - GREGORIAN);
  return time > 0 ? time : undefined;
}
