import {readFileSync} from 'node:fs';
import {once} from 'node:events';
import WebSocket from 'ws';
import type {ClientOptions} from 'ws';
import type {TestGrid} from '../../src/testing.ts';

export type Result = Record<string, unknown>;

export interface Reply {
  metadata: {currentdir: string; exitcode: string; error: string; user: string; timing_ms?: string};
  results: Result[];
}

/** A client of the tests' own, so that the service is never tested against its own code. */
export class Client {
  readonly socket: WebSocket;
  readonly #inbox: string[] = [];
  #waiting: {resolve: (text: string) => void; reject: (error: Error) => void} | undefined;

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data) => {
      const text = (data as Buffer).toString();
      if (this.#waiting === undefined) this.#inbox.push(text);
      else this.#waiting.resolve(text);
      this.#waiting = undefined;
    });
    socket.on('close', (code) => this.#waiting?.reject(new Error(`closed with ${code}`)));
  }

  /** Sends any text and gives the text that comes back. */
  async exchange(text: string): Promise<string> {
    this.socket.send(text);
    return this.receive();
  }

  async receive(): Promise<string> {
    const kept = this.#inbox.shift();
    if (kept !== undefined) return kept;
    return new Promise((resolve, reject) => (this.#waiting = {resolve, reject}));
  }

  async ask(command: string, ...options: unknown[]): Promise<Reply> {
    return JSON.parse(await this.exchange(JSON.stringify({command, options}))) as Reply;
  }

  /** Asks, and expects success. */
  async must(command: string, ...options: unknown[]): Promise<Result[]> {
    const reply = await this.ask(command, ...options);
    if (reply.metadata.exitcode !== '0') throw new Error(`${command}: ${reply.metadata.error}`);
    return reply.results;
  }

  /** Asks, and gives the exit code with the text of the error. */
  async failure(command: string, ...options: unknown[]): Promise<string> {
    const {exitcode, error} = (await this.ask(command, ...options)).metadata;
    return `${exitcode} ${error}`;
  }

  /** The code and reason with which the other side closes. */
  async closed(): Promise<string> {
    const [code, reason] = (await once(this.socket, 'close')) as [number, Buffer];
    return `${code} ${reason.toString()}`;
  }
}

/** Where the service is and who asks. */
export interface Target {
  port: number;
  ca: string;
  cert?: string;
  key?: string;
}

export function open(target: Target, path = '/websocket/json', options: ClientOptions = {}): WebSocket {
  const {port, ...credentials} = target;
  return new WebSocket(`wss://localhost:${port}${path}`, {
    ...credentials,
    perMessageDeflate: false,
    ...options,
  });
}

/** Logs in as a user of the grid. */
export async function connect(grid: TestGrid, user?: string, options: ClientOptions = {}): Promise<Client> {
  const socket = open(targetOf(grid, user), '/websocket/json', options);
  await once(socket, 'open');
  return new Client(socket);
}

export function targetOf(grid: TestGrid, user?: string): Required<Target> {
  const env = grid.env(user);
  return {
    port: grid.endpoint.port,
    ca: readFileSync(`${env['X509_CERT_DIR']}/ca.pem`, 'utf8'),
    cert: readFileSync(env['X509_USER_CERT'] as string, 'utf8'),
    key: readFileSync(env['X509_USER_KEY'] as string, 'utf8'),
  };
}

/** Registers a file with replicas as a client would, without writing it. */
export async function register(
  client: Client,
  lfn: string,
  size: number,
  md5: string,
  spec: string,
): Promise<string> {
  const places = await client.must('access', '-s', String(size), '-m', md5, 'write', lfn, spec);
  for (const {envelope} of places) await client.must('commit', envelope, String(size), lfn);
  return places[0]?.['guid'] as string;
}
