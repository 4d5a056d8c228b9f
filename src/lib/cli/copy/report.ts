import {constants, createWriteStream, fstatSync, openSync} from 'node:fs';
import {Socket} from 'node:net';
import type {Writable} from 'node:stream';
import {isatty} from 'node:tty';
import {finished} from 'node:stream/promises';
import type {CopyEvent} from '../../copy/model/events.ts';
import {localError} from '../../errors/local-error.ts';
import {harmlessJson} from '../../words/harmless.ts';
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
export function openReport(path: string): CopyReport {
  const named = (error: unknown): never => {
    throw localError(error, path);
  };
  let target: Target;
  try {
    target = openTarget(path);
  } catch (error) {
    return named(error);
  }
  const {stream, isTerminal} = target;
  // From now on a failure counts at the end: the copy itself continues.
  const written = finished(stream).then(
    () => undefined,
    (error: unknown) => error,
  );
  return {
    onEvent(event) {
      if (event.kind === 'progress' || event.kind === 'reading') return; // too many, and soon out of date
      const line = eventLine(event);
      stream.write(`${isTerminal ? harmlessJson(line) : line}\n`);
    },
    async close() {
      stream.end();
      const error = await written;
      if (error !== undefined) named(error);
    },
  };
}

interface Target {
  readonly stream: Writable;
  readonly isTerminal: boolean;
}

/** A pipe is opened without waiting for a reader, and written to in the event loop: signals are heard meanwhile. */
function openTarget(path: string): Target {
  const {O_WRONLY, O_CREAT, O_TRUNC, O_NONBLOCK, O_NOCTTY} = constants;
  const fd = openSync(path, O_WRONLY | O_CREAT | O_TRUNC | O_NONBLOCK | O_NOCTTY, 0o666);
  const isPipe = fstatSync(fd).isFIFO();
  const stream = isPipe ? new Socket({fd, writable: true, readable: false}) : createWriteStream('', {fd});
  return {stream, isTerminal: isatty(fd)};
}
