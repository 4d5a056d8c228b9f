import {once} from 'node:events';
import {connect, createServer} from 'node:net';
import type {AddressInfo, Server, Socket} from 'node:net';

/** A TCP relay that remembers what clients say and can fall silent or hang up. */
export class Proxy {
  readonly port: number;
  /** Connections accepted so far. */
  accepted = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #said: Buffer[] = [];
  #passed = 0;
  #limit = Infinity;
  #silence: (() => void) | undefined;

  private constructor(server: Server, target: number) {
    this.#server = server;
    this.port = (server.address() as AddressInfo).port;
    server.on('connection', (client) => this.#relay(client, target));
  }

  static async start(target: number): Promise<Proxy> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Proxy(server, target);
  }

  url(path: string, query = ''): string {
    return `root://127.0.0.1:${this.port}//${path}${query && `?${query}`}`;
  }

  /** All bytes from clients to the server. */
  said(): Buffer {
    return Buffer.concat(this.#said);
  }

  /** After `bytes` more in both directions together nothing passes; resolves when that is so. */
  async silentAfter(bytes: number): Promise<void> {
    this.#limit = this.#passed + bytes;
    return new Promise((resolve) => (this.#silence = resolve));
  }

  hangUp(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    this.hangUp();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #relay(client: Socket, target: number): void {
    this.accepted++;
    const upstream = connect(target, '127.0.0.1');
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      this.#sockets.add(from);
      from.on('data', (data) => {
        if (from === client) this.#said.push(data);
        this.#passed += data.length;
        if (this.#passed <= this.#limit) {
          to.write(data);
        } else {
          from.pause();
          this.#silence?.();
        }
      });
      from.on('error', () => to.destroy()).on('close', () => to.destroy());
    }
  }
}
