import type {Requester} from '../../session/requests/requester.ts';
import type {Storage} from '../../storage/storage.ts';
import type {Comparison} from '../model/comparison.ts';
import type {CopyEvent, CopyStep} from '../model/events.ts';
import type {Transfers} from './transfers.ts';

/** What all transfers of one copy share, in whatever direction. */
export interface TransferContext {
  readonly grid: Requester;
  readonly storage: Storage;
  readonly comparison: Comparison;
  /** exactly the storage elements of the specification, no others */
  readonly strict: boolean;
  /** further rounds for what may pass */
  readonly retries: number;
  /** those that move bytes wait here for their turn */
  readonly transfers: Transfers;
  readonly emit: (event: CopyEvent) => void;
  /** tell the user at the end what is not quite as it should be */
  readonly warn: (text: string) => void;
}

/** What one transfer has of its own. */
export interface TransferState {
  /** aborted by the user, or by the time limit of this file */
  readonly signal: AbortSignal;
  /** where the transfer is; a failure is reported with it */
  step: CopyStep;
  /** lets the next file start, although this one is not done yet: it only waits for the disk, or for a look at names */
  readonly letNextStart: () => void;
}
