import type {Socket} from 'node:net';
import {NetworkError} from '../../errors/errors.ts';
import {type Endpoint, address} from '../../settings/endpoint.ts';
import {type DialOptions, dial} from './dial.ts';
import type {Proxy} from './proxy.ts';
import {onAbort} from '../../flow/within.ts';

/** No proxy has more to say than this before the tunnel is there, in bytes. */
const LONGEST_HEAD = 16_384;

/**
 * A connection to an endpoint through an HTTP proxy (CONNECT).
 * @throws {NetworkError} 107 where the proxy cannot be reached or refuses
 */
export async function tunnel(proxy: Proxy, endpoint: Endpoint, options: DialOptions): Promise<Socket> {
  let socket: Socket;
  try {
    socket = await dial(proxy.host, proxy.port, options);
  } catch (cause) {
    options.signal?.throwIfAborted();
    const why = cause instanceof Error ? cause.message : String(cause);
    throw failed(proxy, `cannot be reached: ${why}`, cause);
  }
  const target = address(endpoint);
  const authorization = proxy.authorization ? `Proxy-Authorization: ${proxy.authorization}\r\n` : '';
  socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n${authorization}\r\n`);
  try {
    const head = await readHead(socket, options.signal);
    const [line = ''] = head.split('\r\n');
    const status = /^HTTP\/1\.\d (\d{3})/.exec(line)?.[1];
    if (status?.startsWith('2')) return socket;
    throw failed(proxy, `refused a tunnel to ${target}: ${line.slice(0, 100)}`);
  } catch (error) {
    socket.destroy();
    options.signal?.throwIfAborted();
    throw error instanceof NetworkError ? error : failed(proxy, 'broke the connection off', error);
  }
}

/** The answer up to its empty line; what comes behind it is left in the socket. */
function readHead(socket: Socket, signal: AbortSignal | undefined): Promise<string> {
  const {promise, resolve, reject} = Promise.withResolvers<string>();
  let head = Buffer.alloc(0);
  const read = (): void => {
    for (let chunk = socket.read() as Buffer | null; chunk; chunk = socket.read() as Buffer | null) {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end >= 0) {
        if (head.length > end + 4) socket.unshift(head.subarray(end + 4));
        return resolve(head.subarray(0, end).toString('latin1'));
      }
      if (head.length > LONGEST_HEAD) return reject(new Error('It does not speak HTTP.'));
    }
  };
  const ended = (): void => reject(new Error('It closed the connection.'));
  socket.on('readable', read).once('error', reject).once('end', ended);
  const forget = onAbort(signal, reject);
  return promise.finally(() => {
    socket.off('readable', read).off('error', reject).off('end', ended);
    forget();
  });
}

function failed({host, port, variable}: Proxy, what: string, cause?: unknown): NetworkError {
  return new NetworkError(`The proxy ${address({host, port})} (${variable}) ${what}.`, {
    cause,
    next: [`Check ${variable}; NO_PROXY excepts hosts from it.`],
  });
}
