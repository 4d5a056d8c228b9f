import {createServer} from 'node:net';
import type {AddressInfo, Server, Socket} from 'node:net';

/** Doors that are open. */
export interface Listening {
  readonly port: number;
  /** Fulfilled when all that came in have gone. */
  close(): Promise<void>;
}

/** Listens on 127.0.0.1 and, where there is IPv6, on the same port of ::1. */
export async function listen(welcome: (socket: Socket) => void, port: number): Promise<Listening> {
  const ipv4 = await listenOn('127.0.0.1', port, welcome);
  const taken = (ipv4.address() as AddressInfo).port;
  try {
    return listening([ipv4, await listenOn('::1', taken, welcome)], taken);
  } catch (error) {
    const inUse = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
    if (!inUse) return listening([ipv4], taken);
    await new Promise((resolve) => ipv4.close(resolve));
    if (port !== 0) throw error;
    return listen(welcome, 0);
  }
}

function listening(servers: readonly Server[], port: number): Listening {
  return {
    port,
    async close() {
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

function listenOn(host: string, port: number, welcome: (socket: Socket) => void): Promise<Server> {
  const server = createServer(welcome);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({host, port}, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}
