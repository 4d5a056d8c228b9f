import assert from 'node:assert/strict';
import {EventEmitter} from 'node:events';
import {PassThrough} from 'node:stream';
import {mock} from 'node:test';
import type {WebSocket} from 'ws';
import {Faults} from '../../../src/faults/faults.ts';
import {Cores} from '../../../src/service/connections/cores.ts';
import {serve} from '../../../src/service/connections/connection.ts';
import type {Grid} from '../../../src/service/call/grid.ts';
import {Outlet} from '../../../src/service/connections/outlet.ts';
import {Throttle} from '../../../src/service/connections/throttle.ts';
import {Session} from '../../../src/service/identity/session.ts';

const IDLE_LIMIT = 900_000;

/** A socket that remembers what was done to it. */
class FakeSocket extends EventEmitter {
  readonly OPEN = 1;
  readonly readyState = 1;
  readonly log: string[] = [];
  close(code: number, reason: string): void {
    this.log.push(`close ${code} ${reason}`);
  }
  send(text: string): void {
    this.log.push(text.slice(0, 12));
  }
  terminate(): void {
    this.log.push('terminate');
  }
}

describe('a connection that is left alone', () => {
  beforeEach(() => mock.timers.enable({apis: ['setTimeout', 'Date']}));
  afterEach(() => mock.timers.reset());

  function start(certificateLifetime: number): FakeSocket {
    const socket = new FakeSocket();
    const session = new Session(
      {name: 'demo', roles: ['demo']},
      {subject: '/CN=demo', expires: Date.now() + certificateLifetime},
      '127.0.0.1',
    );
    // The command used needs nothing else of the grid.
    // eslint-disable-next-line house/no-unchecked-cast -- the server asks no more of a socket than the fake one has
    const webSocket = socket as unknown as WebSocket;
    serve(webSocket, session, {faults: new Faults()} as Grid, {
      outlet: new Outlet(webSocket, new PassThrough()),
      watch: () => 'answer',
      throttle: new Throttle(() => undefined),
      cores: new Cores(),
      roundTrip: () => 0,
    });
    return socket;
  }

  it('is closed after a quarter of an hour without a command', async () => {
    const socket = start(IDLE_LIMIT * 10);
    mock.timers.tick(IDLE_LIMIT - 1);
    assert.deepEqual(socket.log, []);
    socket.emit('message', Buffer.from('{"command":"pwd"}'), false);
    await new Promise((resolve) => setImmediate(resolve));
    mock.timers.tick(IDLE_LIMIT - 1);
    assert.deepEqual(socket.log, ['{"metadata":'], 'a command starts the time anew');
    mock.timers.tick(1);
    assert.equal(socket.log.at(-1), 'close 1013 Session timed out');
  });

  it('is closed when the certificate ends', () => {
    const socket = start(1000);
    mock.timers.tick(1000);
    assert.deepEqual(socket.log, ['close 1013 Certificate expired']);
  });
});
