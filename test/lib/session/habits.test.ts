import assert from 'node:assert/strict';
import {mock} from 'node:test';
import {startGrid, type TestGrid} from '@alien-grid/plugin-sandbox/testing';
import type {SessionEvent} from '../../../src/lib/session/requests/events.ts';
import {connect} from '../../../src/lib/session/connect.ts';
import type {Session} from '../../../src/lib/session/session.ts';
import {forwarder} from './support/servers.ts';

/** What the central service does badly, one after the other, and how a session lives with it. */
describe('a session and the habits of the service', () => {
  let grid: TestGrid;
  let session: Session;
  let events: SessionEvent[];
  let onClosed: (reason: string) => void;

  before(async () => {
    grid = await startGrid();
  });
  after(() => grid.stop());
  beforeEach(() => {
    grid.onRequest = undefined;
    grid.requests.length = 0;
    events = [];
    onClosed = () => {};
    session = newSession();
  });
  afterEach(() => session.close());

  const newSession = (more: Record<string, string> = {}) =>
    connect({
      env: {...grid.env(), ALIENPY_CONNECT_TRIES_INTERVAL: '0.01', ...more},
      userAgent: 'test',
      observe(event) {
        events.push(event);
        if (event.kind === 'closed') onClosed(event.reason);
      },
    });
  /** The reason for which the session's connection is closed next. */
  const closed = () => new Promise<string>((resolve) => (onClosed = resolve));
  const asked = () => grid.requests.map(({command}) => command);
  const word = async (text: string) => (await session.request('echo', [text])).results[0]?.['arg0'];
  const kinds = (kind: SessionEvent['kind']) => events.filter((event) => event.kind === kind);

  it('1. answers behind a slow request are lost: nothing is sent before the answer is there', async () => {
    const slow = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    grid.onRequest = ({options}) => {
      if (options[0] !== 'slow') return 'answer';
      begun.resolve();
      return {until: slow.promise};
    };
    const answers = Promise.all([word('slow'), word('behind'), word('last')]);
    await begun.promise;
    assert.deepEqual(asked(), ['echo']);
    slow.resolve();
    assert.deepEqual(await answers, ['slow', 'behind', 'last']);
  });

  it('2. long requests spoil the connection: it is replaced before the next request, in the same place', async () => {
    await session.request('mkdir', ['deep']);
    await session.request('cd', ['deep']);
    const logins = grid.logins;
    assert.equal(await word('x'.repeat(9000)), 'x'.repeat(9000));
    assert.equal(grid.logins, logins, 'no login before it is needed');
    assert.match((await session.request('pwd')).metadata.currentdir, /\/deep\/$/);
    assert.equal(grid.logins, logins + 1);
  });

  it('2. a connection that was spoiled unnoticed is replaced: what was misread was not done', async () => {
    let misread = 0;
    grid.onRequest = ({command}) => (command === 'mv' && misread++ === 0 ? 'misread' : 'answer');
    await session.request('touch', ['from']);
    await session.request('mv', ['from', 'to']);
    assert.deepEqual(asked(), ['touch', 'mv', 'mv']);
    assert.equal((await session.request('stat', ['to'])).metadata.exitcode, '0');
  });

  for (const fate of ['empty', 'garbled', 'binary'] as const) {
    it(`3. a message that is ${fate}: reads are asked again on a new connection, changes are not`, async () => {
      const logins = grid.logins;
      let bad = 0;
      grid.onRequest = () => (bad++ === 0 ? fate : 'answer');
      assert.equal(await word('again'), 'again');
      assert.equal(grid.logins, logins + 2, 'the next message might be the answer to this one');
      bad = 0;
      await assert.rejects(session.request('kill', ['1']), {exitCode: fate === 'garbled' ? 22 : 61});
      assert.deepEqual(asked(), ['echo', 'echo', 'kill']);
    });
  }

  it('4. idle connections are closed: the next request finds a new one, and nobody hears of it', async () => {
    await word('first');
    const gone = closed();
    grid.hangUp(1013, 'Session timed out');
    assert.equal(await gone, 'Session timed out, code 1013');
    const logins = grid.logins;
    await session.request('mkdir', ['after-idling']);
    assert.deepEqual(asked(), ['echo', 'mkdir']);
    assert.equal(grid.logins, logins + 1);
  });

  it('4. it was closed just when a request was sent: a change is not repeated, a read is', async () => {
    await word('first');
    grid.onRequest = ({command}) => {
      if (asked().filter((each) => each === command).length > 1) return 'answer';
      grid.hangUp();
      return 'hang';
    };
    assert.equal((await session.request('pwd')).metadata.exitcode, '0');
    await assert.rejects(session.request('submit', ['x=1']), {
      exitCode: 107,
      message: /Session timed out, code 1013/,
    });
    assert.deepEqual(asked(), ['echo', 'pwd', 'pwd', 'submit']);
  });

  it('4. the certificate of the login ends: another one is looked for', async () => {
    await word('first');
    const gone = closed();
    grid.hangUp(1013, 'Certificate expired');
    await gone;
    mock.timers.enable({apis: ['Date'], now: Date.now() + 12 * 365 * 86_400_000});
    try {
      await assert.rejects(session.request('pwd'), {exitCode: 127});
    } finally {
      mock.timers.reset();
    }
  });

  it('5. a connection that has long been idle is pinged first, and kept when it answers', async () => {
    session = newSession({ALIEN_IDLE_CHECK: '0'});
    const logins = grid.logins;
    for (const text of ['a', 'b', 'c']) assert.equal(await word(text), text);
    assert.equal(grid.logins, logins + 1);
  });

  it('5. one that has died meanwhile without a word is replaced before anything is sent over it', async () => {
    const line = await forwarder(grid.endpoint.port);
    session = newSession({
      ALIENPY_JCENTRAL: '127.0.0.1',
      ALIENPY_JCENTRAL_PORT: String(line.port),
      ALIEN_IDLE_CHECK: '0',
      ALIEN_PONG_TIMEOUT: '1',
    });
    await word('first');
    line.freeze();
    await session.request('mkdir', ['after-death']);
    assert.deepEqual(asked(), ['echo', 'mkdir']);
    assert.equal(line.sockets.length, 2);
    session.close();
    await line.close();
  });

  it('6. throttling: watchers are told once when it has cost time, and of each answer that is slow', async () => {
    const told = Promise.withResolvers<void>();
    const watched = connect({
      env: {...grid.env(), ALIEN_SLOW_AFTER: '0.001'},
      userAgent: 'test',
      observe: (event) => {
        events.push(event);
        if (event.kind === 'slow') told.resolve();
      },
    });
    grid.onRequest = () => ({until: told.promise});
    await watched.request('pwd');
    assert.deepEqual(kinds('slow'), [{kind: 'slow', command: 'pwd', milliseconds: 1}]);
    assert.deepEqual(kinds('throttled'), [], 'who asked once is not throttled');
    grid.onRequest = undefined;
    for (let i = 0; i < 110; i++) await watched.request('pwd');
    await grid.faults.set('throttle 160'); // it sleeps well beyond what the session expects of a count of its own
    for (let i = 0; i < 5; i++) await watched.request('pwd');
    await grid.faults.clear();
    assert.equal(kinds('throttled').length, 1);
    watched.close();
  });

  it('7. answers have no limit', async () => {
    const names = Array.from({length: 200}, (_, i) => `${'n'.repeat(200)}${i}`);
    for (let i = 0; i < names.length; i += 20) {
      await session.request(
        'touch',
        names.slice(i, i + 20).map((name) => `many/${name}`),
      );
    }
    const {results} = await session.request('ls', ['-la', 'many']);
    assert.equal(results.length, 200);
    const text = events.findLast((event) => event.kind === 'answer')?.text ?? '';
    assert.ok(text.length > 133_120, `${text.length} characters`);
  });

  it('8. the service dies while it works: reads are asked again, a few times', async () => {
    let drops = 2;
    grid.onRequest = () => (drops-- > 0 ? 'drop' : 'answer');
    assert.equal(await word('at last'), 'at last');
    assert.deepEqual(kinds('repeating'), [
      {kind: 'repeating', command: 'echo', attempt: 2},
      {kind: 'repeating', command: 'echo', attempt: 3},
    ]);
    grid.onRequest = () => 'drop';
    await assert.rejects(word('never'), {exitCode: 107, message: /was lost/});
    assert.equal(asked().length, 6);
    session = newSession({ALIEN_REPEATS: '0'});
    await assert.rejects(word('never'), {exitCode: 107});
    assert.equal(asked().length, 7);
  });

  it('9. what changes something is not sent twice', async () => {
    grid.onRequest = ({command}) => (command === 'pwd' ? 'answer' : 'drop-after');
    const changes: [string, ...string[]][] = [
      ['submit', 'Executable="x"'],
      ['mv', 'a', 'b'],
      ['kill', '1'],
      ['chown', 'me', 'x'],
      ['token'],
      ['find', '-x', 'saved', '.', '*'],
      ['a-command-of-tomorrow'],
    ];
    for (const [command, ...words] of changes) {
      await assert.rejects(session.request(command, words), {exitCode: 107, message: /was lost/}, command);
    }
    assert.deepEqual(
      asked(),
      changes.map(([command]) => command),
    );
  });
});
