import assert from 'node:assert/strict';
import {type Pace, isWorthAnother} from '../../../src/lib/session/pace/connection-count.ts';
import {SessionPool} from '../../../src/lib/session/pool.ts';
import type {Session} from '../../../src/lib/session/session.ts';
import {answerWith} from './support/answers.ts';

/** A service that is far away, so that connections are worth their login. */
const FAR: Pace = {login: 150, quickest: 32, points: 12, isUnthrottled: true};

const turn = () => new Promise(setImmediate);

/** So many requests, at least, are worth a second connection. */
const ENOUGH = Array.from({length: 1000}, (_, i) => i + 1).find((requests) =>
  isWorthAnother(FAR, {connections: 1, requests}),
) as number;

/** Sessions that answer when they are told to. */
class Sessions {
  readonly closed: string[] = [];
  /** which session got which command, in order */
  readonly asked: string[] = [];
  readonly #waiting = new Map<string, {answer: () => void; fail: (error: Error) => void}>();
  pace: Pace | undefined;
  #made = 0;

  next(): Session {
    const name = `s${++this.#made}`;
    const session = {
      request: (command: string) => {
        this.asked.push(`${name} ${command}`);
        const {promise, resolve, reject} = Promise.withResolvers<unknown>();
        this.#waiting.set(command, {answer: () => resolve(answerWith()), fail: reject});
        return promise;
      },
      sibling: () => this.next(),
      close: () => this.closed.push(name),
      place: () => Promise.resolve({cwd: name, home: name, isCertain: true}),
    };
    Object.defineProperty(session, 'pace', {get: () => this.pace});
    // eslint-disable-next-line house/no-unchecked-cast -- it has all that a pool uses of a session
    return session as unknown as Session;
  }

  async answer(command: string): Promise<void> {
    this.#waiting.get(command)?.answer();
    await turn();
  }

  async fail(command: string): Promise<void> {
    this.#waiting.get(command)?.fail(new Error('no'));
    await turn();
  }
}

describe('a pool of sessions', () => {
  let sessions: Sessions;
  const poolOf = (limit: number) => new SessionPool(sessions.next(), limit);
  /** Make requests at the same time, and let the pool hand them out. */
  const ask = async (pool: SessionPool, ...commands: string[]) => {
    for (const command of commands) void pool.request(command);
    await turn();
  };
  beforeEach(() => {
    sessions = new Sessions();
  });

  it('uses the session that it was given again and again while one request comes after the other', async () => {
    sessions.pace = FAR;
    const pool = poolOf(3);
    for (const command of ['a', 'b', 'c']) {
      await ask(pool, command);
      await sessions.answer(command);
    }
    assert.deepEqual(sessions.asked, ['s1 a', 's1 b', 's1 c']);
  });

  it('lets requests wait for the first one until the pace is known, and takes them in their order', async () => {
    const pool = poolOf(3);
    await ask(pool, 'a', 'b', 'c');
    assert.deepEqual(sessions.asked, ['s1 a']);
    await sessions.answer('a');
    assert.deepEqual(sessions.asked, ['s1 a', 's1 b']);
    await sessions.answer('b');
    assert.deepEqual(sessions.asked, ['s1 a', 's1 b', 's1 c']);
  });

  it('opens further ones where they are worth it, up to its limit', async () => {
    sessions.pace = FAR;
    const pool = poolOf(2);
    pool.expect(1000);
    await ask(pool, 'a', 'b', 'c');
    assert.deepEqual(sessions.asked, ['s1 a', 's2 b']);
    await sessions.answer('b');
    assert.deepEqual(sessions.asked, ['s1 a', 's2 b', 's2 c']);
    pool.close();
    assert.deepEqual(sessions.closed, ['s2'], 'the one that it was given is not its own');
  });

  it('opens none where few requests are to come', async () => {
    sessions.pace = FAR;
    const pool = poolOf(4);
    pool.expect(3);
    await ask(pool, 'a', 'b', 'c');
    assert.deepEqual(sessions.asked, ['s1 a']);
  });

  it('forgets the requests that were announced as they come', async () => {
    sessions.pace = FAR;
    const pool = poolOf(4);
    pool.expect(200);
    for (let i = 0; i < 199; i++) {
      await ask(pool, `${i}`);
      await sessions.answer(`${i}`);
    }
    await ask(pool, 'a', 'b');
    assert.deepEqual(sessions.asked.slice(199), ['s1 a']);
  });

  it('opens one for those that wait as soon as the first answer shows that it is worth it', async () => {
    const pool = poolOf(3);
    pool.expect(1000);
    await ask(pool, 'a', 'b', 'c', 'd');
    sessions.pace = FAR;
    await sessions.answer('a');
    assert.deepEqual(sessions.asked, ['s1 a', 's1 b', 's2 c']);
    await sessions.answer('b');
    assert.deepEqual(sessions.asked, ['s1 a', 's1 b', 's2 c', 's1 d']);
  });

  it('counts what was announced, what waits and what is asked just now', async () => {
    sessions.pace = FAR;
    const opened = async (announced: number, requests: number) => {
      sessions.asked.length = 0;
      const pool = poolOf(2);
      pool.expect(announced);
      await ask(pool, ...Array.from({length: requests}, (_, i) => String(i)));
      return sessions.asked.length;
    };
    assert.deepEqual([await opened(ENOUGH, 2), await opened(ENOUGH + 1, 2)], [1, 2]);
    assert.deepEqual([await opened(0, ENOUGH), await opened(0, ENOUGH + 1)], [1, 2]);
    assert.deepEqual([await opened(ENOUGH, 5), await opened(ENOUGH + 1, 5)], [1, 2]);
  });

  it('opens none behind an answer where nobody waits', async () => {
    const pool = poolOf(3);
    pool.expect(1000);
    await ask(pool, 'a', 'b');
    sessions.pace = FAR;
    await sessions.answer('a');
    assert.deepEqual(sessions.asked, ['s1 a', 's1 b']);
    await ask(pool, 'c');
    assert.deepEqual(sessions.asked, ['s1 a', 's1 b', 's2 c']);
  });

  it('gives a session back where its request failed', async () => {
    const pool = poolOf(1);
    const failing = assert.rejects(pool.request('a'), {message: 'no'});
    await ask(pool, 'b');
    await sessions.fail('a');
    await failing;
    assert.deepEqual(sessions.asked, ['s1 a', 's1 b']);
  });

  it('is where its first session is', async () => {
    assert.equal((await poolOf(2).place())?.cwd, 's1');
  });
});
