import {connect} from 'node:net';
import type {Socket} from 'node:net';
import {Lane} from './lane.ts';
import type {Passage, Shape} from './lane.ts';

/** Stands between clients and a server on this machine, and lets their bytes travel as they are told to. */
export class Relay {
  readonly #shape: () => Shape;
  readonly #lanes = new Set<Lane>();
  readonly #sockets = new Set<Socket>();

  constructor(shape: () => Shape) {
    this.#shape = shape;
  }

  /** Connects a client with the server on that port of loopback. */
  accept(client: Socket, port: number): void {
    const server = connect({host: '127.0.0.1', port, allowHalfOpen: true});
    client.allowHalfOpen = true;
    const passage: Passage = {opened: performance.now(), passed: 0};
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      const lane = new Lane(from, to, this.#shape, passage);
      this.#lanes.add(lane);
      this.#sockets.add(to);
      to.setNoDelay(true);
      to.on('error', () => from.destroy());
      to.on('close', () => {
        this.#sockets.delete(to);
        this.#lanes.delete(lane);
      });
    }
  }

  /** The shape has changed: what waited may perhaps go. */
  refresh(): void {
    for (const lane of this.#lanes) lane.pump();
  }

  /** Cuts all connections. */
  close(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}
