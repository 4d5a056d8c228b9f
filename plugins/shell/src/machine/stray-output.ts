import type {Write} from './frames.ts';

/** A stream of the process whose writing can be replaced. */
interface Replaceable {
  write(chunk: string | Uint8Array, ...rest: unknown[]): boolean;
}

function isCallback(value: unknown): value is () => void {
  return typeof value === 'function';
}

/**
 * Plugins of others may write to stdout past the program. Between frames that would break the stream, so from now on
 * it goes to whom `take` says.
 * @returns how frames are written to stdout itself
 */
export function redirectStray(stream: Replaceable, take: (chunk: string | Uint8Array) => void): Write {
  const write = stream.write.bind(stream);
  stream.write = (chunk, ...rest) => {
    take(chunk);
    const done = rest.find(isCallback);
    if (done) queueMicrotask(done);
    return true;
  };
  return (text, done) => write(text, done);
}
