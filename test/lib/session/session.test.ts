import assert from 'node:assert/strict';
import {mock} from 'node:test';
import {startGrid, type TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {WebSocket} from 'ws';
import {connect} from '../../../src/lib/session/connect.ts';
import type {Session} from '../../../src/lib/session/session.ts';
import {SessionPool} from '../../../src/lib/session/pool.ts';

describe('a session', () => {
  let grid: TestGrid;
  let session: Session;

  before(async () => {
    grid = await startGrid({users: ['demo', 'other']});
  });
  after(() => grid.stop());
  beforeEach(() => {
    grid.onRequest = undefined;
    grid.requests.length = 0;
    session = newSession();
  });
  afterEach(() => session.close());

  const newSession = (more: Record<string, string> = {}) =>
    connect({env: {...process.env, ...grid.env(), ...more}, userAgent: 'test'});
  const directory = async () => (await session.request('pwd')).metadata.currentdir;

  it('logs in with the first request, and asks nothing but that', async () => {
    assert.equal(grid.requests.length, 0);
    assert.equal(await directory(), '/alice/cern.ch/user/d/demo/');
    assert.deepEqual(
      grid.requests.map(({command}) => command),
      ['pwd'],
    );
  });

  it('sends one request after the other and gives each its own answer', async () => {
    const words = Array.from({length: 30}, (_, i) => `word ${i}`);
    const answers = await Promise.all(words.map((word) => session.request('echo', [word])));
    assert.deepEqual(
      answers.map(({results}) => results[0]?.['arg0']),
      words,
    );
  });

  it('asks for the wanted half of an answer only', async () => {
    assert.deepEqual((await session.request('pwd', [], {want: 'keys'})).results, [
      {pwd: '/alice/cern.ch/user/d/demo/'},
    ]);
    assert.deepEqual((await session.request('pwd', [], {want: 'text'})).results, [
      {message: '/alice/cern.ch/user/d/demo/'},
    ]);
  });

  it('lets an answer carry the text that it came as, where that is asked for', async () => {
    const words = Array.from({length: 10}, (_, i) => `word ${i}`);
    const answers = await Promise.all(words.map((word) => session.request('echo', [word], {raw: true})));
    for (const [index, {raw = '', ...answer}] of answers.entries()) {
      assert.deepEqual(JSON.parse(raw), answer);
      assert.match(raw, new RegExp(`word ${index}"`));
    }
    assert.equal('raw' in (await session.request('pwd')), false);
  });

  it('tells the observer of a request what happens for it, and nothing of others', async () => {
    const told = async (word: string) => {
      const events: string[] = [];
      await session.request('echo', [word], {
        observe: (event) => events.push(event.kind === 'request' ? event.options.join() : event.kind),
      });
      return events;
    };
    const [first, second] = await Promise.all([told('a'), told('b')]);
    assert.deepEqual(first, ['connecting', 'connected', 'a', 'answer']);
    assert.deepEqual(second, ['b', 'answer']);
  });

  it('comes back to its directory after a lost connection, and does not repeat what changes something', async () => {
    await session.request('mkdir', ['-p', 'work']);
    await session.request('cd', ['work']);
    grid.onRequest = ({command}) => (command === 'mv' ? 'drop-after' : 'answer');
    await assert.rejects(session.request('mv', ['a', 'b']), {exitCode: 107, message: /was lost/});
    grid.requests.length = 0;
    assert.equal(await directory(), '/alice/cern.ch/user/d/demo/work/');
    assert.deepEqual(
      grid.requests.map(({command}) => command),
      ['cd', 'pwd'],
    );
  });

  it('makes even a change again where the connection closes right before it is sent', async () => {
    const send = Object.getOwnPropertyDescriptor(WebSocket.prototype, 'send')?.value as () => void;
    const sockets: WebSocket[] = []; // the first is ours, the next one that of the service
    const sent = mock.method(WebSocket.prototype, 'send', function (this: WebSocket, ...words: []) {
      sockets.push(this);
      send.apply(this, words);
    });
    try {
      await session.request('touch', ['before']);
      const observe = ({kind}: {readonly kind: string}): void => {
        if (kind === 'request') sockets[0]?.terminate();
      };
      assert.equal((await session.request('mv', ['before', 'behind'], {observe})).metadata.exitcode, '0');
      assert.deepEqual(
        grid.requests.map(({command}) => command),
        ['touch', 'mv'],
      );
    } finally {
      sent.mock.restore();
    }
  });

  it('gives up an answer that does not come, and works on with a new connection', async () => {
    grid.onRequest = ({command}) => (command === 'ls' ? 'hang' : 'answer');
    await assert.rejects(session.request('ls', [], {timeout: 50}), {exitCode: 110, message: /no answer/});
    assert.equal(await directory(), '/alice/cern.ch/user/d/demo/');
  });

  it('stops waiting when it is told to', async () => {
    const controller = new AbortController();
    grid.onRequest = () => {
      controller.abort(new Error('enough'));
      return 'hang';
    };
    await assert.rejects(session.request('pwd', [], {signal: controller.signal}), {message: 'enough'});
  });

  it('calls an empty answer an error', async () => {
    grid.onRequest = () => 'empty';
    await assert.rejects(session.request('pwd'), {exitCode: 61});
  });

  it('survives a request so long that it spoils its connection', async () => {
    const long = 'x'.repeat(9000);
    assert.equal((await session.request('echo', [long])).results[0]?.['arg0'], long);
    assert.equal(await directory(), '/alice/cern.ch/user/d/demo/');
    await assert.rejects(session.request('echo', ['x'.repeat(140_000)]), {exitCode: 7});
  });

  it('reads a long answer whole', async () => {
    const names = Array.from({length: 2000}, (_, i) => `long/entry-with-a-name-of-some-length-${i}`);
    for (let i = 0; i < names.length; i += 100) await session.request('touch', names.slice(i, i + 100));
    assert.equal((await session.request('ls', ['-la', 'long'])).results.length, 2000);
  });

  it('opens further connections of a pool only when all are busy', async () => {
    const pool = new SessionPool(session, 3);
    for (const word of ['a', 'b', 'c']) await pool.request('echo', [word]);
    let waiting = 0;
    const busiest = {at: 0};
    grid.onRequest = () => {
      busiest.at = Math.max(busiest.at, ++waiting);
      setImmediate(() => waiting--);
      return 'answer';
    };
    const words = Array.from({length: 20}, (_, i) => String(i));
    const answers = await Promise.all(words.map((word) => pool.request('echo', [word])));
    assert.deepEqual(
      answers.map(({results}) => results[0]?.['arg0']),
      words,
    );
    pool.close();
    assert.equal(
      await directory(),
      '/alice/cern.ch/user/d/demo/',
      'the session that the pool was given stays open',
    );
  });
});
