import {renameSync, writeFileSync} from 'node:fs';
import {readOwn} from '../read-own.ts';

/** What happened to a server without anyone asking, for those who want to know how it is. */
export interface ServerHistory {
  /** How often in a row it died. */
  readonly deaths: number;
  /** When it is started again, in ms since the epoch; null if it runs, or is given up. */
  readonly startsAt: number | null;
  /** The port that it had last. */
  readonly port: number;
}

/** Never half: others read it while it is written. */
export function writeHistory(file: string, history: ServerHistory): void {
  writeFileSync(`${file}.new`, JSON.stringify(history));
  renameSync(`${file}.new`, file);
}

/** Undefined if nothing has happened, or no one can tell. */
export function readHistory(file: string): ServerHistory | undefined {
  try {
    const {deaths, startsAt, port} = JSON.parse(readOwn(file)) as Partial<ServerHistory>;
    if (typeof deaths !== 'number' || typeof port !== 'number') return undefined;
    return {deaths, startsAt: typeof startsAt === 'number' ? startsAt : null, port};
  } catch {
    return undefined;
  }
}
