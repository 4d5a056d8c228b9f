import {once} from 'node:events';
import {type AddressInfo, type Server, type Socket, connect, createServer} from 'node:net';

/** A server of a test's own; `close` cuts its connections. */
export interface TestServer {
  readonly port: number;
  /** connections so far */
  readonly sockets: readonly Socket[];
  close(): Promise<void>;
}

/** Listens on any free port and leaves the rest to `onConnection`. */
export async function listen(
  onConnection: (socket: Socket) => void,
  host = '127.0.0.1',
  make: (onConnection: (socket: Socket) => void) => Server = createServer,
): Promise<TestServer> {
  const sockets: Socket[] = [];
  const server = make(onConnection);
  server.on('connection', (socket: Socket) => {
    sockets.push(socket);
    socket.on('error', () => socket.destroy());
  });
  server.listen(0, host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    sockets,
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}

/** Passes bytes on to a port of this machine, until it is frozen: then both sides hear nothing any more. */
export async function forwarder(target: number, host = '127.0.0.1'): Promise<TestServer & {freeze(): void}> {
  const pairs: [Socket, Socket][] = [];
  const server = await listen((socket) => {
    const onward = connect(target, '127.0.0.1');
    pairs.push([socket, onward]);
    socket.pipe(onward).pipe(socket);
    onward.on('error', () => socket.destroy());
    socket.on('close', () => onward.destroy());
  }, host);
  return {
    ...server,
    freeze() {
      for (const [socket, onward] of pairs) {
        socket.unpipe(onward);
        onward.unpipe(socket);
      }
    },
  };
}
