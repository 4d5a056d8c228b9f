import type {Socket} from 'node:net';
import type {Faults} from '../../faults/faults.ts';
import {Relay} from '../../net/relay.ts';
import {listen} from '../../net/listen.ts';
import type {Listening} from '../../net/listen.ts';

/** Where clients come in. */
export interface Door {
  readonly port: number;
  /** Whether what this client sends and gets is late already. */
  isRelayed(client: Pick<Socket, 'localPort'>): boolean;
  /** Lets no one in any more, and cuts who does not go at once. */
  close(): Promise<void>;
}

/** Opens a port; while there is latency, clients come in through a relay that takes its time. */
export async function openDoor(port: number, faults: Faults, greet: (socket: Socket) => void): Promise<Door> {
  const open = new Set<Socket>();
  const relay = new Relay(() => ({roundTrip: faults.roundTrip}));
  const unwatch = faults.watch(() => relay.refresh());
  const enter = (socket: Socket): void => {
    open.add(socket);
    socket.setNoDelay(true);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    greet(socket);
  };
  let behindRelay: Promise<Listening> | undefined;
  const front = await listen((socket) => {
    if (faults.roundTrip === 0) return enter(socket);
    behindRelay ??= listen(enter, 0);
    void behindRelay.then((inner) => relay.accept(socket, inner.port));
  }, port);
  return {
    port: front.port,
    isRelayed: ({localPort}) => localPort !== front.port,
    async close() {
      unwatch();
      const closed = Promise.all(
        [front, ...(behindRelay ? [await behindRelay] : [])].map((each) => each.close()),
      );
      // What has not gone by itself by now is cut, so that closing never waits for a client.
      setImmediate(() => {
        relay.close();
        for (const socket of open) socket.destroy();
      });
      await closed;
    },
  };
}
