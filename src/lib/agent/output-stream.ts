import {closeSync, fstatSync, writeSync} from 'node:fs';
import {Socket} from 'node:net';
import {Writable} from 'node:stream';
import {WriteStream, isatty} from 'node:tty';
import type {Descriptors} from './descriptors.ts';

/** A stream on a descriptor of a caller, as Node would make it for its own stdout. */
export type OutputStream = Writable & {
  readonly fd: number;
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
};

/** Make it. A file is written at once, so that stdout and stderr keep their order in one. */
export function outputStream(fd: number, {size}: Pick<Descriptors, 'size'>): OutputStream {
  if (isatty(fd)) return new Screen(fd, size);
  const stats = fstatSync(fd);
  if (stats.isFIFO() || stats.isSocket())
    return Object.assign(new Socket({fd, readable: false, writable: true}), {fd});
  return new FileOutput(fd);
}

/** The terminal may have another size now, where there is one. */
export function resized(stream: OutputStream): void {
  if (stream.isTTY) stream.emit('resize');
}

/** Wait until all was written, and let the descriptor go. What is behind it stays open for the caller. */
export async function letGo(stream: OutputStream): Promise<void> {
  if (!stream.destroyed && stream.errored === null && stream.writableLength > 0) {
    await new Promise<void>((resolve) => {
      stream.once('error', () => resolve());
      stream.once('close', resolve);
      stream.write('', () => resolve());
    });
  }
  if (stream.closed) return;
  const isClosed = new Promise<void>((resolve) => stream.once('close', resolve));
  if (stream.errored === null) stream.destroy(); // else it does so by itself, when it has told of its failure
  await isClosed;
}

/** A terminal whose size is looked up: only its own processes are told of a change. */
class Screen extends WriteStream {
  readonly fd: number;
  #size: readonly [columns: number, rows: number] = [80, 24];

  constructor(fd: number, size: Descriptors['size']) {
    super(fd);
    this.fd = fd;
    const now = (): readonly [number, number] => {
      try {
        return (this.#size = size(fd));
      } catch {
        return this.#size; // it was closed, and there will be a signal
      }
    };
    Object.defineProperties(this, {columns: {get: () => now()[0]}, rows: {get: () => now()[1]}});
  }
}

class FileOutput extends Writable {
  readonly fd: number;

  constructor(fd: number) {
    super({decodeStrings: true});
    this.fd = fd;
  }

  override _write(chunk: Buffer, _: BufferEncoding, done: (error?: Error | null) => void): void {
    try {
      for (let at = 0; at < chunk.length;) at += writeSync(this.fd, chunk, at);
      done();
    } catch (error) {
      done(error as Error);
    }
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    closeSync(this.fd);
    done(error);
  }
}
