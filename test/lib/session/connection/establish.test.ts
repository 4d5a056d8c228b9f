import assert from 'node:assert/strict';
import {mock} from 'node:test';
import {NetworkError, UserError} from '../../../../src/lib/errors/errors.ts';
import {Connection} from '../../../../src/lib/session/connection/connection.ts';
import {establish} from '../../../../src/lib/session/connection/establish.ts';
import type {SessionEvent} from '../../../../src/lib/session/requests/events.ts';
import {type Login, isOver} from '../../../../src/lib/session/connection/login.ts';
import {ForeignPeer} from '../../../../src/lib/session/reach/peer.ts';
import type {Endpoint} from '../../../../src/lib/settings/endpoint.ts';

const MANNER = {userAgent: 'test', compressed: false};
const ENDPOINTS: readonly Endpoint[] = ['jbox', 'central'].map((host) => ({host, port: 1, origin: 'test'}));
const gone = () => new NetworkError('gone');

describe('a connection to the first of several services', () => {
  let events: string[];
  let told: SessionEvent[];
  /** what becomes of each try; behind the last one, the last one again */
  let fates: (Error | 'open')[];
  const connection = {} as Connection;

  beforeEach(() => {
    events = [];
    told = [];
    fates = ['open'];
    mock.method(Connection, 'open', ({endpoint}: {endpoint: Endpoint}) => {
      events.push(endpoint.host);
      const fate = fates.length > 1 ? fates.shift() : fates[0];
      return fate === 'open' ? Promise.resolve(connection) : Promise.reject(fate ?? gone());
    });
  });
  afterEach(() => mock.restoreAll());

  const connect = (connectTries: number, signal?: AbortSignal, connectPause = 0, endpoints = ENDPOINTS) => {
    const login: Partial<Login> = {
      endpoints,
      limits: {connectTries, connectPause} as Login['limits'],
    };
    return establish(login as Login, MANNER, (event) => void told.push(event), signal);
  };

  it('is the first that can be had', async () => {
    assert.equal(await connect(3), connection);
    assert.deepEqual(events, ['jbox']);
    fates = [gone(), 'open'];
    assert.equal(await connect(3), connection);
    assert.deepEqual(events, ['jbox', 'jbox', 'central']);
  });

  it('tells each step', async () => {
    const failure = gone();
    fates = [failure, 'open'];
    await connect(1);
    const [first, second] = ENDPOINTS;
    const {milliseconds, ...connected} = told.at(-1) as SessionEvent & {milliseconds: number};
    assert.deepEqual(told.slice(0, -1), [
      {kind: 'connecting', endpoint: first, attempt: 1},
      {kind: 'connect-failed', endpoint: first, error: failure},
      {kind: 'connecting', endpoint: second, attempt: 1},
    ]);
    assert.deepEqual(connected, {kind: 'connected', endpoint: second});
    assert.ok(milliseconds >= 0 && milliseconds < 1000);
  });

  it('is tried as often as the settings say, then fails as the last one did', async () => {
    const last = gone();
    fates = [gone(), gone(), gone(), last];
    await assert.rejects(connect(2), (error) => error === last);
    assert.deepEqual(events, ['jbox', 'central', 'jbox', 'central']);
    const attempts = told.flatMap((event) => (event.kind === 'connecting' ? [event.attempt] : []));
    assert.deepEqual(attempts, [1, 1, 2, 2]);
  });

  it('is not tried again where it was refused, but the others are asked first', async () => {
    const refused = new UserError('not registered', {code: 'NOT_ACCEPTED'});
    fates = [gone(), refused];
    await assert.rejects(connect(5), (error) => error === refused);
    assert.deepEqual(events, ['jbox', 'central']);
  });

  it('goes around a stranger on this machine, and says so', async () => {
    fates = [new ForeignPeer('a stranger listens there'), 'open'];
    await connect(1);
    assert.deepEqual(
      told.filter(({kind}) => kind === 'distrusted'),
      [{kind: 'distrusted', why: 'a stranger listens there'}],
    );
  });

  it('does not hide a fault of the program', async () => {
    const fault = new TypeError('bug');
    fates = [fault, 'open'];
    await assert.rejects(connect(3), (error) => error === fault);
    assert.deepEqual(events, ['jbox']);
  });

  it('ends with the reason of the abort, in a try and between two', async () => {
    const reason = new Error('enough');
    fates = [gone()];
    await assert.rejects(connect(3, AbortSignal.abort(reason)), (error) => error === reason);
    assert.deepEqual(events, ['jbox']);
    const stop = new AbortController();
    const connecting = connect(3, stop.signal, 1e6);
    setImmediate(() => setImmediate(() => stop.abort(reason)));
    await assert.rejects(connecting, (error) => error === reason);
    assert.deepEqual(events, ['jbox', 'jbox', 'central']);
  });

  it('cannot be had where there is no service at all', async () => {
    await assert.rejects(connect(2, undefined, 0, []), {name: 'InternalError'});
  });
});

describe('a login', () => {
  it('is over when its certificate ends', () => {
    const login = (ends: number) =>
      ({credentials: {certificate: {ends: new Date(Date.now() + ends)}}}) as Login;
    assert.equal(isOver(login(5000)), false);
    assert.equal(isOver(login(-1)), true);
    mock.timers.enable({apis: ['Date'], now: 1000});
    try {
      assert.equal(isOver(login(0)), true);
    } finally {
      mock.timers.reset();
    }
  });
});
