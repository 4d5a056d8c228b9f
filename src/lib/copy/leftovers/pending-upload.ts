import type {Replica} from '../../catalogue/access.ts';
import type {Lfn} from '../../paths/lfn.ts';

/** Bytes that may lie on a storage element without being registered. Times are ms since 1970. */
export interface PendingUpload extends Pick<Replica, 'url' | 'envelope' | 'se' | 'guid'> {
  readonly lfn: Lfn;
  /** when the place was booked */
  readonly booked: number;
  /** when its registration was asked for; absent: never */
  readonly asked?: number;
  /** when its removal was tried in vain */
  readonly tried?: number;
}

/** Something that is noted about a replica; `number` tells which. */
export type Line = {readonly number: number} & (
  PendingUpload | {readonly asked: number} | {readonly tried: number} | {readonly over: true}
);

/** What is still open after all lines of a journal. Lines that nobody can read, such as a last one cut short, say nothing. */
export function openIn(text: string): PendingUpload[] {
  const open = new Map<number, Partial<PendingUpload>>();
  for (const line of text.split('\n')) {
    const found = parse(line);
    if (found === undefined) continue;
    const {number, over, ...facts} = found;
    if (over) open.delete(number);
    else if ('url' in facts || open.has(number)) open.set(number, {...open.get(number), ...facts});
  }
  return [...open.values()].filter(isPending);
}

function parse(line: string): ({number: number; over?: unknown} & Partial<PendingUpload>) | undefined {
  try {
    const value: unknown = JSON.parse(line);
    const isLine = typeof value === 'object' && value !== null && 'number' in value;
    return isLine && typeof value.number === 'number' ? {...value, number: value.number} : undefined;
  } catch {
    return undefined;
  }
}

function isPending(value: Partial<PendingUpload>): value is PendingUpload {
  const {lfn, url, envelope, se, guid, booked, asked = 0, tried = 0} = value;
  const texts = [lfn, url, envelope, se, guid];
  return (
    texts.every((text) => typeof text === 'string' && text !== '') &&
    [booked, asked, tried].every(Number.isSafeInteger)
  );
}
