import type {Endpoint} from '../settings/endpoint.ts';
import type {SessionEvent} from '../session/requests/events.ts';
import {maskAnswer, maskOptions, maskText} from '../words/mask.ts';

/** Of a longer answer only the beginning is written, in characters. */
const LONGEST = 8192;

/**
 * One event as one line, without secrets.
 * @param content whether the words of requests and the text of answers are wanted, or the times alone
 */
export function eventLine(event: SessionEvent, content: boolean): string {
  switch (event.kind) {
    case 'connecting':
      return line(event.kind, `${where(event.endpoint)} (${event.endpoint.origin}), try ${event.attempt}`);
    case 'connected':
      return line(event.kind, `${where(event.endpoint)} in ${ms(event.milliseconds)}`);
    case 'connect-failed':
      return line(event.kind, `${where(event.endpoint)}: ${causes(event.error)}`);
    case 'distrusted':
      return line(event.kind, event.why);
    case 'request': {
      const words = content ? ` ${JSON.stringify(maskOptions(event.command, event.options))}` : '';
      return line(event.kind, `${event.command}${words}`);
    }
    case 'answer': {
      const text = content ? `: ${shortened(maskAnswer(event.text))}` : '';
      const size = `${event.length ?? event.text.length} characters`;
      return line(event.kind, `${event.command} in ${ms(event.milliseconds)}, ${size}${text}`);
    }
    case 'slow':
      return line(event.kind, `${event.command} has no answer after ${ms(event.milliseconds)}`);
    case 'throttled':
      return line(event.kind, `the service has cost us ${ms(event.milliseconds)} so far`);
    case 'repeating':
      return line(event.kind, `${event.command}, the ${event.attempt}. time`);
    case 'closed':
      return line(event.kind, event.reason);
    default:
      // what a session may come to tell one day
      return line((event as {kind: string}).kind, maskText(JSON.stringify(event)));
  }
}

function line(kind: string, text: string): string {
  return `${kind.padEnd(14)} ${oneLine(maskText(text))}`;
}

function where({host, port}: Endpoint): string {
  return `${host}:${port}`;
}

function ms(milliseconds: number): string {
  return `${milliseconds.toFixed(1)} ms`;
}

/** An error with those that caused it, innermost last. */
function causes(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const inner = error.cause === undefined ? '' : ` <- ${causes(error.cause)}`;
  return `${error.name}: ${error.message}${inner}`;
}

function shortened(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)} ...`;
}

/** What others wrote must neither begin a line of its own nor steer a terminal. */
function oneLine(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what this is about
  return text.replace(/[\u0000-\u001F\u007F-\u009F]/g, (character) =>
    character === '\n' ? '\\n' : `\\x${(character.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}`,
  );
}
