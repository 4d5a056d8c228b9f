import type {Copy} from '../../../catalogue/copies.ts';
import {XrootdError} from '../../../storage/xrootd-tool.ts';
import type {ToolCall} from '../../../storage/xrootd-tool.ts';
import type {Grid} from '../../call/grid.ts';

/** How a replica stands, in the words of the key `status`. */
export type ReplicaStatus = 'ok' | 'error' | 'online' | 'offline' | 'prepare_queued' | 'prepare_failed';

/** What to look at. */
export interface CheckWish {
  /** Ask the storage for the file. */
  readonly look: boolean;
  /** Fetch all of it. */
  readonly download: boolean;
  /** Tell whether the bytes are on disk. */
  readonly residency: boolean;
  /** Ask for those that are on tape only. */
  readonly stage: boolean;
  readonly family?: 4 | 6;
}

/** What was found. */
export interface Check {
  readonly status: ReplicaStatus;
  readonly response?: string;
  readonly error?: string;
  /** The program that failed, with its words. */
  readonly command?: string;
  readonly download?: {readonly bytes: number; readonly milliseconds: number};
}

/** Really checks one replica. Never rejects: what goes wrong is what it tells. */
export async function checkReplica(
  {reach, catalogue}: Pick<Grid, 'reach' | 'catalogue'>,
  copy: Copy,
  wish: CheckWish,
): Promise<Check> {
  const place = {guid: copy.guid, se: copy.se.number, path: copy.path};
  const call: ToolCall = wish.family === undefined ? {} : {family: wish.family};
  try {
    const response = wish.look ? await reach.stat(place, call) : undefined;
    const more = response === undefined ? {} : {response};
    if (wish.residency) return {...more, status: residency(catalogue, copy, wish.stage)};
    if (!wish.download) return {...more, status: 'ok'};
    const started = performance.now();
    const bytes = await reach.read(place, call);
    const milliseconds = Math.round(performance.now() - started);
    return {...more, status: 'ok', download: {bytes, milliseconds}};
  } catch (error) {
    const command = error instanceof XrootdError ? {command: error.command} : {};
    return {
      status: wish.stage ? 'prepare_failed' : 'error',
      error: error instanceof Error ? error.message : String(error),
      ...command,
    };
  }
}

/** Files on disk are always online. */
function residency({tape}: Grid['catalogue'], {se, path}: Copy, stage: boolean): ReplicaStatus {
  if (se.qos === 'disk') return 'online';
  if (stage) tape.stage(path);
  const now = tape.residencyOf(path);
  return now === 'staging' && stage ? 'prepare_queued' : now === 'online' ? 'online' : 'offline';
}
