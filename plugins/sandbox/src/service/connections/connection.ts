import {setTimeout as pause} from 'node:timers/promises';
import type {WebSocket} from 'ws';
import {DelayLine} from '../../faults/delay-line.ts';
import {fateOf} from '../../faults/fate.ts';
import type {Watcher} from '../../faults/fate.ts';
import type {Cores} from './cores.ts';
import {dispatch, refuse} from './dispatch.ts';
import type {Grid} from '../call/grid.ts';
import type {Session} from '../identity/session.ts';
import type {Outlet} from './outlet.ts';
import type {Throttle} from './throttle.ts';

const TOO_BIG = 133120;
/** A longer message spoils its connection: it is answered, and nothing after it is understood. */
const SPOILING = 8192;
const NOT_OK = 'Incoming JSON is not ok';
const IDLE_LIMIT = 900_000;
/** What comes behind a command that takes so many ms gets an empty answer. */
const SLOW = 1000;
/** The longest delay that a timer takes. */
const LONGEST_DELAY = 2 ** 31 - 1;

export interface ServeOptions {
  /** The way of the answers. */
  readonly outlet: Outlet;
  readonly watch: Watcher;
  readonly throttle: Throttle;
  readonly cores: Cores;
  /** ms by which requests are put off at present, in place of the way there and back. */
  readonly roundTrip: () => number;
}

/** Serves one websocket: its requests one after the other, in the order in which they came. */
export function serve(
  socket: WebSocket,
  session: Session,
  grid: Grid,
  {outlet, watch, throttle, cores, roundTrip}: ServeOptions,
): void {
  let spoiled = false;
  let slow = false;
  let busy: Promise<void> = Promise.resolve();
  let idle: NodeJS.Timeout | undefined;

  const restartIdleClock = (): void => {
    clearTimeout(idle);
    const limit = grid.faults.find('idle')?.time ?? IDLE_LIMIT;
    idle = setTimeout(() => socket.close(1013, 'Session timed out'), limit).unref();
  };
  const unwatch = grid.faults.watch(restartIdleClock);
  const lifetime = Math.min(Math.max(session.certificate.expires - Date.now(), 0), LONGEST_DELAY);
  const expiry = setTimeout(() => socket.close(1013, 'Certificate expired'), lifetime).unref();

  const takeTime = async (until: Promise<unknown>): Promise<void> => {
    slow = true;
    await until;
    slow = false;
  };

  const sleepFor = (time: number): Promise<void> => {
    const over = pause(time, undefined, {ref: false});
    return time < SLOW ? over : takeTime(over);
  };

  const handle = async (text: string): Promise<void> => {
    if (socket.readyState !== socket.OPEN) return;
    if (text.length > TOO_BIG) return outlet.send(refuse(session, `Message too big, limit is at ${TOO_BIG}`));
    const message = spoiled ? undefined : parseJson(text);
    if (text.length > SPOILING) spoiled = true;
    if (message === undefined) return outlet.send(refuse(session, NOT_OK));
    const request = readRequest(message.value);
    if (request === undefined) {
      socket.close(1002, 'An unrecoverable IOException occurred so the connection was closed');
      return;
    }
    restartIdleClock();
    const decided = watch({user: session.account.name, ...request});
    const fate = decided === 'answer' ? fateOf(grid.faults, request.command) : decided;
    if (fate === 'hang') return;
    if (fate === 'drop') return socket.terminate();
    if (fate === 'spoil') spoiled = true;
    if (fate === 'misread') return outlet.send(refuse(session, NOT_OK));
    if (typeof fate === 'object' && 'until' in fate) await takeTime(fate.until);
    const sleep = throttle.command(session.certificate.subject);
    if (sleep > 0) await sleepFor(sleep);
    const work = grid.faults.find('work')?.time;
    if (work !== undefined) await cores.work(work);
    const answer = await dispatch(grid, session, request.command, request.options);
    if (fate === 'drop-after') return socket.terminate();
    if (typeof fate === 'object' && 'bytes' in fate) return outlet.sendBlownUp(answer, fate.bytes);
    if (typeof fate === 'object' && 'instead' in fate) return outlet.send(fate.instead);
    if (fate === 'cut-inside') return outlet.sendHalf(answer);
    outlet.send(fate === 'empty' ? '' : fate === 'garbled' ? answer.slice(0, -1) : answer, fate === 'binary');
  };

  const arrivals = new DelayLine(roundTrip, (text: string) => {
    if (slow) return outlet.send('');
    busy = busy.then(() => handle(text)).catch(() => socket.terminate());
  });
  throttle.login(session.certificate.subject);
  socket.on('message', (data, isBinary) => {
    // A binary message gets no answer, ever.
    if (!isBinary) arrivals.push((data as Buffer).toString());
  });
  socket.on('error', () => socket.terminate());
  socket.on('close', () => {
    throttle.logout(session.certificate.subject);
    unwatch();
    clearTimeout(idle);
    clearTimeout(expiry);
  });
  restartIdleClock();
}

function parseJson(text: string): {value: unknown} | undefined {
  try {
    return {value: JSON.parse(text)};
  } catch {
    return undefined;
  }
}

/** The request in a message; undefined if it breaks the protocol. */
function readRequest(message: unknown): {command: string; options: string[]} | undefined {
  if (typeof message !== 'object' || message === null || Array.isArray(message)) return undefined;
  const {command, options} = message as {command?: unknown; options?: unknown};
  if (command === undefined || command === null) return undefined;
  if (options !== undefined && options !== null && !Array.isArray(options)) return undefined;
  const list: unknown[] = options ?? [];
  if (list.includes(null)) return undefined;
  return {command: asText(command), options: list.map(asText)};
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
