import {createReadStream} from 'node:fs';
import {Socket} from 'node:net';
import {addAbortSignal, type Readable} from 'node:stream';
import {openForReading} from './open-file.ts';

/**
 * What is in a file that the user names: a regular file, or a pipe that another program writes, such as `<(...)`.
 * A pipe without a writer is waited for; signals are heard meanwhile.
 * @param limit bytes that a regular file may have
 * @throws {UnreadableFile} for what cannot be opened, is a device or a directory, or too large
 */
export function openNamedStream(path: string, signal?: AbortSignal, limit = Infinity): Readable {
  const {fd, stats} = openForReading(path, {owner: 'anyone', limit, link: 'follow', pipe: 'allow'});
  // A socket waits in the event loop, a file stream in a thread that no signal reaches.
  const stream = stats.isFIFO()
    ? new Socket({fd, readable: true, writable: false})
    : createReadStream('', {fd});
  return signal ? addAbortSignal(signal, stream) : stream;
}
