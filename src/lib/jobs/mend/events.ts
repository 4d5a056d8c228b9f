import type {AlienError} from '../../errors/errors.ts';
import type {DetailedJob} from '../rows.ts';

/** What happens while a plan is carried out. */
export type MendEvent =
  | {readonly kind: 'resubmitted'; readonly id: string}
  | {readonly kind: 'replaced'; readonly id: string; readonly by: string}
  | {readonly kind: 'refused'; readonly id: string; readonly error: AlienError}
  /** the quota is used up: it is waited for so many ms */
  | {readonly kind: 'quota'; readonly left: number; readonly wait: number};

export interface MendOptions {
  readonly signal: AbortSignal;
  readonly onEvent: (event: MendEvent) => void;
  /** ms to wait for a quota, in all */
  readonly patience: number;
  /** removes what jobs left in their OutputDir, before they run again; absent: nothing is removed */
  readonly clean?: ((jobs: readonly DetailedJob[]) => Promise<void>) | undefined;
  readonly now?: () => number;
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<void>;
}
