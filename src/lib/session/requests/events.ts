import type {Endpoint} from '../../settings/endpoint.ts';

/** What a session tells the one who watches it: for logs, timings and `doctor`. Times in ms. */
export type SessionEvent =
  | {readonly kind: 'connecting'; readonly endpoint: Endpoint; readonly attempt: number}
  | {
      readonly kind: 'connected';
      readonly endpoint: Endpoint;
      /** from the first packet to the open websocket */
      readonly milliseconds: number;
    }
  | {readonly kind: 'connect-failed'; readonly endpoint: Endpoint; readonly error: unknown}
  /** something that names a JBox is not believed; the others are used */
  | {readonly kind: 'distrusted'; readonly why: string}
  | {readonly kind: 'request'; readonly command: string; readonly options: readonly string[]}
  | {
      readonly kind: 'answer';
      readonly command: string;
      /** the text message as it came; of one that was read while it came in, the beginning */
      readonly text: string;
      /** bytes of the whole message, where `text` is the beginning only */
      readonly length?: number;
      readonly milliseconds: number;
    }
  /** no answer yet; once for each request */
  | {readonly kind: 'slow'; readonly command: string; readonly milliseconds: number}
  /**
   * the service has slowed us down for as long, since much was asked of it in the last minutes; once for a session
   * and its siblings
   */
  | {readonly kind: 'throttled'; readonly milliseconds: number}
  /** a request whose answer was lost is asked again, since that does no harm */
  | {readonly kind: 'repeating'; readonly command: string; readonly attempt: number}
  | {readonly kind: 'closed'; readonly reason: string};

/** Gets every event as it happens; must not throw. Options and answers hold secrets: mask before writing. */
export type SessionObserver = (event: SessionEvent) => void;
