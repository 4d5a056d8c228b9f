import {randomBytes} from 'node:crypto';
import type {Guid} from './names.ts';

const PATTERN = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** 100 ns ticks between the start of the Gregorian calendar and the Unix epoch. */
const EPOCH_TICKS = 122192928000000000n;
/** A node identifier that is no one's network card (multicast bit set), with the clock sequence: fresh per process. */
const NODE = (() => {
  const bytes = randomBytes(8);
  bytes[0] = ((bytes[0] as number) & 0x3f) | 0x80;
  bytes[2] = (bytes[2] as number) | 0x03;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 4)}-${hex.slice(4)}`;
})();
let lastTicks = 0n;

/** A new version-1 GUID; they rise strictly within a process. */
export function newGuid(): Guid {
  let ticks = BigInt(Date.now()) * 10000n + EPOCH_TICKS;
  if (ticks <= lastTicks) ticks = lastTicks + 1n;
  lastTicks = ticks;
  const hex = ticks.toString(16).padStart(15, '0');
  return `${hex.slice(7)}-${hex.slice(3, 7)}-1${hex.slice(0, 3)}-${NODE}` as Guid;
}

/** The GUID in a text that is one, else undefined. */
export function parseGuid(text: string): Guid | undefined {
  return PATTERN.test(text) ? (text.toLowerCase() as Guid) : undefined;
}

/** All GUIDs found in a text. */
export function findGuids(text: string): Guid[] {
  return text.split(/[\s;#/\\?]+/).flatMap((word) => parseGuid(word) ?? []);
}

/** When a version-1 GUID was made, in ms since the epoch. */
export function guidTime(guid: Guid): number {
  const [low, middle, high] = guid.split('-') as [string, string, string];
  const ticks = BigInt(`0x${high.slice(1)}${middle}${low}`);
  return Number((ticks - EPOCH_TICKS) / 10000n);
}

/** The network card that a version-1 GUID names, `02:fc:00:00:00:01`. */
export function guidMac(guid: Guid): string {
  return guid.slice(24).replace(/(..)(?=.)/g, '$1:');
}

/** The coarse time stamp that `find -f` shows: the upper half of the GUID's clock. */
export function guidTimeKey(guid: Guid): string {
  const [, middle, high] = guid.split('-') as [string, string, string];
  return `${high}${middle}`.toUpperCase();
}

/** `NN/NNNNN/guid`: spreads the files of a storage element over directories. */
export function storagePath(guid: Guid): string {
  let sum = 0;
  let hash = 0;
  for (const character of guid) {
    const code = character.charCodeAt(0);
    sum += code;
    hash = (hash * 31 + code) & 0xffff;
  }
  return `${String(sum % 16).padStart(2, '0')}/${String(hash).padStart(5, '0')}/${guid}`;
}
