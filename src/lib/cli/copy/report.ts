import {once} from 'node:events';
import {createWriteStream} from 'node:fs';
import {finished} from 'node:stream/promises';
import type {CopyEvent} from '../../copy/model/events.ts';
import {localError} from '../../errors/local-error.ts';
import {eventLine} from './event-lines.ts';

/** Writes what happened in a copy to a file, for programs: one JSON object a line. */
export interface CopyReport {
  onEvent(event: CopyEvent): void;
  /** @throws {UserError} with the errno, when the file could not be written to its end */
  close(): Promise<void>;
}

/**
 * Begin a report; a file of that name is replaced.
 * @throws {UserError} with the errno, where it cannot be written
 */
export async function openReport(path: string): Promise<CopyReport> {
  const stream = createWriteStream(path);
  const named = (error: unknown): never => {
    throw localError(error, path);
  };
  await once(stream, 'open').catch(named);
  // From now on a failure counts at the end: the copy itself goes on.
  const written = finished(stream).then(
    () => undefined,
    (error: unknown) => error,
  );
  return {
    onEvent(event) {
      if (event.kind === 'progress' || event.kind === 'reading') return; // too many, and soon out of date
      stream.write(`${eventLine(event)}\n`);
    },
    async close() {
      stream.end();
      const error = await written;
      if (error !== undefined) named(error);
    },
  };
}
