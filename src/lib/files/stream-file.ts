import {constants, fstatSync, write} from 'node:fs';
import {promisify} from 'node:util';
import {open} from 'node:fs/promises';
import {setTimeout as pause} from 'node:timers/promises';
import {isSystemError} from '../errors/error-words.ts';
import {UserError} from '../errors/errors.ts';
import {localError} from '../errors/local-error.ts';

const CHUNK = 1 << 18;
/** ms until a reader that takes its time is offered more */
const PAUSE = 5;

/**
 * Write what is in a file into a device or a FIFO.
 * @throws {UserError} 6 for a FIFO that no one reads, else the errno; the reason of the signal
 */
export async function streamFile(source: string, target: string, signal: AbortSignal): Promise<void> {
  await using from = await open(source, 'r');
  await using to = await openSink(target);
  const buffer = Buffer.allocUnsafe(CHUNK);
  for (;;) {
    const {bytesRead} = await from.read(buffer, 0, CHUNK, null);
    if (bytesRead === 0) return;
    for (let done = 0; done < bytesRead;) {
      signal.throwIfAborted();
      const written = await writeSome(to, buffer.subarray(done, bytesRead), target);
      if (written === 0) await pause(PAUSE, undefined, {signal}).catch(() => signal.throwIfAborted());
      done += written;
    }
  }
}

interface Sink extends AsyncDisposable {
  write(bytes: Buffer): Promise<{readonly bytesWritten: number}>;
}

/** Without waiting: a FIFO that no one reads would stop a thread that no signal reaches. */
async function openSink(path: string): Promise<Sink> {
  const own = ownFile(path);
  if (own !== undefined) return own;
  const {O_WRONLY, O_APPEND, O_NONBLOCK, O_NOCTTY} = constants;
  try {
    return await open(path, O_WRONLY | O_APPEND | O_NONBLOCK | O_NOCTTY);
  } catch (error) {
    if (!isSystemError(error) || error.code !== 'ENXIO') throw localError(error, path);
    throw new UserError(`${path}: no program reads from it.`, {
      code: 'NO_READER',
      next: ['Start the one that is to read, then copy again.'],
      cause: error,
    });
  }
}

const writeTo = promisify(write);

/**
 * A file that this process has open already, as stdout perhaps: others go on where it stops, which they would not if it
 * were opened anew.
 */
function ownFile(path: string): Sink | undefined {
  const [, name = ''] = /^\/(?:dev|proc\/self)\/(?:fd\/)?(stdout|stderr|\d+)$/.exec(path) ?? [];
  const fd = {stdout: 1, stderr: 2}[name] ?? Number(name || NaN);
  try {
    if (!fstatSync(fd).isFile()) return undefined;
  } catch {
    return undefined; // it is not open, or none
  }
  return {
    write: (bytes) => writeTo(fd, bytes, 0, bytes.length, null),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

async function writeSome(to: Sink, bytes: Buffer, path: string): Promise<number> {
  try {
    return (await to.write(bytes)).bytesWritten;
  } catch (error) {
    if (isSystemError(error) && error.code === 'EAGAIN') return 0;
    throw localError(error, path);
  }
}
