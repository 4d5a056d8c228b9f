import {once} from 'node:events';
import {createServer as createPlain, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import {createServer as createSecure, type ServerOptions} from 'node:https';
import type {AddressInfo} from 'node:net';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A storage element that speaks HTTP as a test wants it to. */
export class WebServer {
  readonly #server: Server;
  readonly #scheme: string;
  readonly requests: IncomingMessage[] = [];
  connections = 0;

  private constructor(handler: Handler, tls?: ServerOptions) {
    const listener: Handler = (request, response) => {
      this.requests.push(request);
      handler(request, response);
    };
    this.#scheme = tls ? 'https' : 'http';
    this.#server = tls ? createSecure(tls, listener) : createPlain(listener);
    this.#server.on('connection', () => this.connections++);
  }

  static async start(handler: Handler, tls?: ServerOptions, address = '127.0.0.1'): Promise<WebServer> {
    const server = new WebServer(handler, tls);
    server.#server.listen(0, address);
    await once(server.#server, 'listening');
    return server;
  }

  get host(): string {
    const {address, port} = this.#server.address() as AddressInfo;
    return `${address}:${port}`;
  }

  get url(): string {
    return `${this.#scheme}://${this.host}`;
  }

  async stop(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }
}

/** Serve a content as storage elements do, pieces of it too. */
export function serve(content: Buffer): Handler {
  return ({headers}, response) => {
    const match = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '');
    if (match === null) return void response.writeHead(200, {'content-length': content.length}).end(content);
    const begin = Number(match[1]);
    const end = match[2] === '' ? content.length : Number(match[2]) + 1;
    if (begin >= content.length) return void response.writeHead(416).end();
    const piece = content.subarray(begin, end);
    const range = `bytes ${begin}-${begin + piece.length - 1}/${content.length}`;
    response.writeHead(206, {'content-range': range, 'content-length': piece.length}).end(piece);
  };
}
