import {createServer as createHttpServer} from 'node:http';
import type {IncomingMessage, Server as HttpServer} from 'node:http';
import {constants} from 'node:crypto';
import type {Socket} from 'node:net';
import {createServer as createTlsServer} from 'node:tls';
import type {Server as TlsServer, TLSSocket} from 'node:tls';
import {WebSocketServer} from 'ws';
import type {Watcher} from '../../faults/fate.ts';
import {serve} from './connection.ts';
import {openDoor} from './door.ts';
import type {Grid} from '../call/grid.ts';
import {logIn} from '../identity/login.ts';
import {Cores} from './cores.ts';
import {Outlet} from './outlet.ts';
import {Throttle} from './throttle.ts';

const PATH = '/websocket/json';
/** Messages up to here are answered that they are too big; beyond, the connection is closed. */
const HARD_LIMIT = 16 * 1024 * 1024;

/** A central service that listens. */
export interface CentralService {
  readonly port: number;
  /** How many clients have logged in so far. */
  readonly logins: number;
  /** Closes the connections of all clients; new ones are welcome. */
  hangUp(code: number, reason: string): void;
  close(): Promise<void>;
}

export interface ServiceOptions {
  /** 0 for any free one. */
  readonly port: number;
  readonly watch?: Watcher;
}

/** A login is as much work as so many requests. */
const LOGIN_WORK = 20;

/** Starts the service on the loopback addresses of both families. */
export async function startService(grid: Grid, options: ServiceOptions): Promise<CentralService> {
  const http = createHttpServer((_request, response) => response.writeHead(404).end());
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: HARD_LIMIT,
    perMessageDeflate: {zlibDeflateOptions: {level: 1}},
    handleProtocols: () => false,
  });
  const tls = tlsServer(grid, http);
  const door = await openDoor(options.port, grid.faults, (socket) => tls.emit('connection', socket));
  const throttle = new Throttle(() => grid.faults.find('throttle'));
  const cores = new Cores();
  let logins = 0;
  http.on('upgrade', (request, socket, head) => {
    const session = admit(grid, request, socket as Socket);
    if (session === undefined) return;
    logins++;
    const relayed = door.isRelayed(socket as Socket);
    const welcome = (): void =>
      sockets.handleUpgrade(request, socket, head, (webSocket) => {
        const roundTrip = (): number => (relayed ? 0 : grid.faults.roundTrip);
        serve(webSocket, session, grid, {
          outlet: new Outlet(webSocket, socket),
          watch: options.watch ?? (() => 'answer'),
          throttle,
          cores,
          roundTrip,
        });
      });
    const work = grid.faults.find('work')?.time;
    if (work === undefined) welcome();
    else void cores.work(LOGIN_WORK * work).then(welcome);
  });
  return {
    port: door.port,
    get logins() {
      return logins;
    },
    hangUp(code, reason) {
      for (const client of sockets.clients) client.close(code, reason);
    },
    async close() {
      const closed = door.close();
      for (const client of sockets.clients) client.close(1001, 'The sandbox stops');
      await closed;
      sockets.close();
    },
  };
}

/** Checks path and identity; an upgrade that is refused is answered here. */
function admit(grid: Grid, request: IncomingMessage, socket: Socket): ReturnType<typeof logIn> {
  if ((request.url ?? '').split('?')[0] !== PATH) return reject(socket, '404 Not Found');
  const certificate = (socket as TLSSocket).getPeerX509Certificate();
  const from = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  const session = certificate && logIn(grid.catalogue, certificate, from);
  const refused = session !== undefined && grid.faults.take('unauthorized') !== undefined;
  return (refused ? undefined : session) ?? reject(socket, '401 Unauthorized');
}

function reject(socket: Socket, status: string): undefined {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  return undefined;
}

function tlsServer(grid: Grid, http: HttpServer): TlsServer {
  // A bare TLS server in front of the HTTP one, since that would insist on negotiating ALPN. It does not listen.
  const server = createTlsServer(
    {
      ...grid.authority.serverCredentials(),
      ca: grid.authority.caPem,
      requestCert: true,
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2',
      maxVersion: 'TLSv1.2',
      secureOptions: constants.SSL_OP_NO_TICKET,
    },
    (socket) => http.emit('connection', socket),
  );
  server.on('tlsClientError', () => undefined);
  return server;
}
