import {connect} from 'node:net';
import type {Socket} from 'node:net';
import {Conversation} from './conversation.ts';
import type {Judge} from './conversation.ts';
import {Lane} from './lane.ts';
import type {Passage, Shape} from './lane.ts';

/** Stands between clients and a server on this machine, and lets their bytes travel as they are told to. */
export class Relay {
  readonly #shape: () => Shape;
  readonly #judge: Judge | undefined;
  readonly #lanes = new Set<Lane>();
  readonly #sockets = new Set<Socket>();

  /** @param judge of what clients ask of an XRootD server; without it all requests are the server's to answer */
  constructor(shape: () => Shape, judge?: Judge) {
    this.#shape = shape;
    this.#judge = judge;
  }

  /** Connects a client with the server on that port of loopback. */
  accept(client: Socket, port: number): void {
    const server = connect({host: '127.0.0.1', port, allowHalfOpen: true});
    client.allowHalfOpen = true;
    const passage: Passage = {opened: performance.now(), passed: 0};
    const talk = this.#judge && new Conversation(this.#judge, (answer) => back.add(answer));
    const there = new Lane(client, server, this.#shape, passage, talk && ((data) => talk.fromClient(data)));
    const back = new Lane(server, client, this.#shape, passage, talk && ((data) => talk.fromServer(data)));
    for (const [lane, from, to] of [
      [there, client, server],
      [back, server, client],
    ] as const) {
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
