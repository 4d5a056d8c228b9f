import type {CopyEvent} from '../../copy/model/events.ts';

/** Shows the events of a copy while it runs. */
export interface CopyReporter {
  /** failures are told as they happen */
  readonly tellsFailures: boolean;
  onEvent(event: CopyEvent): void;
  /** Take the drawing off the terminal; what follows is ordinary text. */
  close(): Promise<void>;
}
