import {isOn} from '../settings/kinds.ts';
import type {Settings} from '../settings/configured-settings.ts';
import {ignoredVariables} from '../trust/ignored-variables.ts';
import type {SessionObserver} from '../session/requests/events.ts';
import type {LogContext} from './session-log.ts';

/** Those who watch a session because of variables or settings. */
export interface Observers {
  readonly list: readonly SessionObserver[];
  close(): void;
}

/** Make the observers that are asked for; say what in the environment has no effect on sessions. The code of the log is loaded only for one that is wanted. */
export async function openObservers(settings: Settings, context: LogContext): Promise<Observers> {
  for (const text of ignoredVariables(settings.env)) context.note(text);
  const list: SessionObserver[] = [slowness(context.note), distrust(context.note)];
  if (settings.get('log.connect')) list.push(connectTimes(context.note));
  if (isOn(settings.env['JALIENPY_DEBUG'])) list.push(await requests(context.note));
  if (!settings.get('log.debug') && !settings.get('log.timing')) return {list, close: () => {}};
  const {openSessionLog} = await import('./session-log.ts');
  const log = openSessionLog(settings, context);
  if (log) list.push(log.observe);
  return {list, close: () => log?.close()};
}

/** A person who waits wants to know why; once is enough. */
function slowness(note: (text: string) => void): SessionObserver {
  let isTold = false;
  return (event) => {
    if (isTold || (event.kind !== 'slow' && event.kind !== 'throttled')) return;
    isTold = true;
    if (event.kind === 'slow') {
      note(
        `The central service has not answered "${event.command}" for ${seconds(event.milliseconds)}. Waiting.`,
      );
    } else {
      note(
        `The central service slows you down, so far by ${seconds(event.milliseconds)}: much was asked of it in your ` +
          'name in the last minutes. It passes.',
      );
    }
  };
}

/** What could lead to someone else's service is said, each thing once. */
function distrust(note: (text: string) => void): SessionObserver {
  const told = new Set<string>();
  return (event) => {
    if (event.kind !== 'distrusted' || told.has(event.why)) return;
    told.add(event.why);
    note(event.why);
  };
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 1 : 0)} s`;
}

function connectTimes(note: (text: string) => void): SessionObserver {
  return (event) => {
    if (event.kind !== 'connected') return;
    const {host, port} = event.endpoint;
    note(`Connected to ${host}:${port} in ${event.milliseconds.toFixed(0)} ms.`);
  };
}

/** What the first clients did for the variable: each request is shown as it is sent, without secrets. */
async function requests(note: (text: string) => void): Promise<SessionObserver> {
  const {eventLine} = await import('./event-line.ts');
  return (event) => {
    if (event.kind === 'request') note(eventLine(event, true));
  };
}
