import {setTimeout as pause} from 'node:timers/promises';
import type {WebSocket} from 'ws';
import {DelayLine} from '../../faults/delay-line.ts';
import {fateOf} from '../../faults/fate.ts';
import type {Watcher} from '../../faults/fate.ts';
import type {Cores} from './cores.ts';
import {dispatch, refuse} from './dispatch.ts';
import type {Grid} from '../call/grid.ts';
import type {Session} from '../identity/session.ts';
import type {Throttle} from './throttle.ts';

const TOO_BIG = 133120;
/** A longer message spoils its connection: it is answered, and nothing after it is understood. */
const SPOILING = 8192;
/** Shorter answers take longer to compress than to send. */
const WORTH_COMPRESSING = 4096;
const NOT_OK = 'Incoming JSON is not ok';
const IDLE_LIMIT = 900_000;
/** What comes behind a command that takes so many ms gets an empty answer. */
const SLOW = 1000;
/** A longer answer comes in frames of so many bytes, each compressed for itself. */
const FRAME = 8192;
const BLANKS = Buffer.alloc(1024 * 1024, ' ');
/** The longest delay that a timer takes. */
const LONGEST_DELAY = 2 ** 31 - 1;

export interface ServeOptions {
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
  {watch, throttle, cores, roundTrip}: ServeOptions,
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
    if (text.length > TOO_BIG)
      return send(socket, refuse(session, `Message too big, limit is at ${TOO_BIG}`));
    const message = spoiled ? undefined : parseJson(text);
    if (text.length > SPOILING) spoiled = true;
    if (message === undefined) return send(socket, refuse(session, NOT_OK));
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
    if (fate === 'misread') return send(socket, refuse(session, NOT_OK));
    if (typeof fate === 'object' && 'until' in fate) await takeTime(fate.until);
    const sleep = throttle.command(session.certificate.subject);
    if (sleep > 0) await sleepFor(sleep);
    const work = grid.faults.find('work')?.time;
    if (work !== undefined) await cores.work(work);
    const answer = await dispatch(grid, session, request.command, request.options);
    if (fate === 'drop-after') return socket.terminate();
    if (typeof fate === 'object' && 'bytes' in fate) return sendBlownUp(socket, answer, fate.bytes);
    if (typeof fate === 'object' && 'instead' in fate) return send(socket, fate.instead);
    if (fate === 'cut-inside') return sendHalf(socket, answer);
    send(
      socket,
      fate === 'empty' ? '' : fate === 'garbled' ? answer.slice(0, -1) : answer,
      fate === 'binary',
    );
  };

  const arrivals = new DelayLine(roundTrip, (text: string) => {
    if (slow) return send(socket, '');
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

function send(socket: WebSocket, text: string | Buffer, binary = false): void {
  if (socket.readyState !== socket.OPEN) return;
  const compress = text.length > WORTH_COMPRESSING;
  // three bytes a character at the most
  if (text.length <= FRAME / 3) return socket.send(text, {binary, compress});
  for (const {frame, fin} of framesOf(text)) socket.send(frame, {binary, compress, fin});
}

function* framesOf(text: string | Buffer): Generator<{frame: Buffer; fin: boolean}> {
  const bytes = Buffer.from(text);
  for (let from = 0; ; from += FRAME) {
    const fin = bytes.length - from <= FRAME;
    yield {frame: bytes.subarray(from, from + FRAME), fin};
    if (fin) return;
  }
}

/** Sends the first half of an answer, and breaks the connection. */
async function sendHalf(socket: WebSocket, answer: string): Promise<void> {
  const frames = [...framesOf(answer)];
  const half = frames.slice(0, Math.ceil(frames.length / 2));
  await Promise.all(
    half.map(
      ({frame}) =>
        new Promise((resolve) => socket.send(frame, {binary: false, compress: true, fin: false}, resolve)),
    ),
  );
  socket.terminate();
}

/** Sends the answer with blanks before its end, piece by piece: no memory holds the whole. */
async function sendBlownUp(socket: WebSocket, answer: string, bytes: number): Promise<void> {
  const piece = (data: string | Buffer, fin: boolean): Promise<void> =>
    new Promise((resolve) => socket.send(data, {binary: false, compress: true, fin}, () => resolve()));
  await piece(answer.slice(0, -1), false);
  for (let missing = bytes - Buffer.byteLength(answer); missing > 0; missing -= BLANKS.length) {
    if (socket.readyState !== socket.OPEN) return;
    await piece(BLANKS.subarray(0, missing), false);
  }
  await piece(answer.slice(-1), true);
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
