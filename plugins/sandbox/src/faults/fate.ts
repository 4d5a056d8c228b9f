import {setTimeout as pause} from 'node:timers/promises';
import type {Faults} from './faults.ts';
import type {FaultName} from './kinds.ts';

/** What was asked, for the one who watches. */
export interface ReceivedRequest {
  readonly user: string;
  readonly command: string;
  readonly options: readonly string[];
}

/**
 * What happens to a request: it is answered; never answered; the connection breaks before or after the
 * work is done, or in the middle of the answer; an empty, a garbled or a binary message comes in place of the answer; or it is misread, as
 * on a connection that a long message has spoiled, and not executed; or it spoils the connection itself.
 * With `until` it is executed and answered when that promise is kept; what is sent behind it meanwhile gets
 * empty messages. With `instead` it is executed, and that message comes in place of the answer; with `bytes` the answer
 * is blown up to so many by blanks.
 */
export type Fate =
  | 'answer'
  | 'hang'
  | 'drop'
  | 'drop-after'
  | 'cut-inside'
  | 'empty'
  | 'garbled'
  | 'binary'
  | 'misread'
  | 'spoil'
  | {readonly until: Promise<unknown>}
  | {readonly instead: string | Buffer}
  | {readonly bytes: number};

/** Decides about each request before it is executed. */
export type Watcher = (request: ReceivedRequest) => Fate;

const FATES: ReadonlyMap<FaultName, Fate> = new Map<FaultName, Fate>([
  ['silence', 'hang'],
  ['empty', 'empty'],
  ['garbled', 'garbled'],
  ['binary', 'binary'],
  ['misread', 'misread'],
  ['spoil', 'spoil'],
  ['cut-before', 'drop'],
  ['cut-after', 'drop-after'],
  ['cut-inside', 'cut-inside'],
]);

/** What the faults of a sandbox make of a request. Of several that fit, the oldest happens. */
export function fateOf(faults: Faults, command: string): Fate {
  const fault = faults.take(
    (each) =>
      (each.name === 'slow' || each.name === 'huge' || FATES.has(each.name)) &&
      (each.command === undefined || each.command === command),
  );
  if (fault === undefined) return 'answer';
  if (fault.name === 'huge') return {bytes: fault.bytes ?? 0};
  return FATES.get(fault.name) ?? {until: pause(fault.time, undefined, {ref: false})};
}
