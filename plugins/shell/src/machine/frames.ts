import {isUtf8} from 'node:buffer';
import type {Id} from './order.ts';
import type {TextStream} from '@alien-grid/cli/command';

/** What of an order's output comes in pieces. */
type Channel = 'stdout' | 'stderr';

/** Takes text and says when it is on its way. */
export type Write = (text: string, done?: (failure?: Error | null) => void) => boolean;

/** Writes frames: one JSON object a line, each with its `event`. */
export class Frames {
  readonly #write: Write;

  constructor(write: Write) {
    this.#write = write;
  }

  /** @param fields in the order in which they are to stand */
  send(event: string, fields: object = {}, done?: (failure?: Error | null) => void): boolean {
    return this.#write(`${JSON.stringify({event, ...fields})}\n`, done);
  }

  /** A stream for the output of one order: each chunk is a frame, `text` or, where it is no UTF-8, `base64`. */
  stream(event: Channel, id: Id): TextStream {
    return {
      write: (chunk, done) => {
        const bytes = typeof chunk === 'string' ? undefined : Buffer.from(chunk);
        const content =
          bytes === undefined || isUtf8(bytes)
            ? {text: String(bytes ?? chunk)}
            : {base64: bytes.toString('base64')};
        return this.send(event, {id, ...content}, done);
      },
    };
  }
}
