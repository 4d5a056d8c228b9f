import {requireHome} from '../files/home.ts';
import type {Settings} from '../settings/configured-settings.ts';
import type {SessionObserver} from '../session/requests/events.ts';
import {eventLine} from './event-line.ts';
import {LogFile} from './log-file.ts';
import {maskOptions} from '../words/mask.ts';

export interface SessionLog {
  readonly observe: SessionObserver;
  close(): void;
}

export interface LogContext {
  /** name and version of the program and what it runs on */
  readonly program: string;
  /** the words of the command line */
  readonly words: readonly string[];
  /** An earlier command of this program has begun the log: it continues, and nothing is said of it. */
  readonly isContinued?: boolean;
  /** talk to the person */
  readonly note: (text: string) => void;
}

/**
 * Open the log that ALIENPY_DEBUG (everything) or ALIENPY_TIMING (times) ask for. Without a place in
 * ALIENPY_DEBUG_FILE it is `~/alien.log`, and the person is told.
 * @returns undefined where it cannot be written; that is said, and stops no one
 */
export function openSessionLog(settings: Settings, context: LogContext): SessionLog | undefined {
  const {program, words, isContinued = false, note} = context;
  const content = settings.get('log.debug');
  const path = settings.get('log.file');
  const failed = (error: unknown): void =>
    note(`No log: ${error instanceof Error ? error.message : String(error)}`);
  let file: LogFile;
  try {
    requireHome(path);
    file = new LogFile(path, {append: isContinued || settings.get('log.append'), onFailure: failed});
  } catch (error) {
    failed(error);
    return undefined;
  }
  if (!settings.has('log.file') && !isContinued) note(`The log goes to ${path}.`);
  const write = (text: string): void => file.write(`${new Date().toISOString()} ${process.pid} ${text}`);
  const [command = '', ...options] = words;
  write(`${'program'.padEnd(14)} ${program} ${JSON.stringify([command, ...maskOptions(command, options)])}`);
  return {observe: (event) => write(eventLine(event, content)), close: () => file.close()};
}
