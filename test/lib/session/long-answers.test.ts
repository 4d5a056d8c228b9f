import assert from 'node:assert/strict';
import {type TestGrid, startGrid} from '@alien-grid/plugin-sandbox/testing';
import type {Answer, Result} from '../../../src/lib/session/requests/answer.ts';
import type {SessionEvent} from '../../../src/lib/session/requests/events.ts';
import {connect} from '../../../src/lib/session/connect.ts';
import type {Session} from '../../../src/lib/session/session.ts';

const MIB = 2 ** 20;

describe('an answer that is too long', () => {
  let grid: TestGrid;
  before(async () => {
    grid = await startGrid();
  });
  after(() => grid.stop());
  afterEach(() => grid.faults.clear());

  const session = (env: Record<string, string> = {}) =>
    connect({env: {...grid.env(), ...env}, userAgent: 'test'});
  /** The memory that the process needs more at the highest point of some work, in bytes. */
  const growthOf = async (work: () => Promise<unknown>): Promise<number> => {
    const before = process.memoryUsage().rss;
    let highest = before;
    const look = setInterval(() => (highest = Math.max(highest, process.memoryUsage().rss)), 5);
    await work();
    clearInterval(look);
    return highest - before;
  };

  it('is refused with what to do, not asked for again, and the next request gets its own answer', async () => {
    await grid.faults.set('huge 3M pwd');
    const grown = session({ALIEN_LONGEST_ANSWER: '2'});
    grid.requests.length = 0;
    await assert.rejects(grown.request('pwd'), (error: Error & {exitCode: number; next: string[]}) => {
      assert.equal(error.exitCode, 90);
      assert.match(error.message, /more than 2 MiB/);
      assert.match(error.next.join(), /ALIEN_LONGEST_ANSWER/);
      return true;
    });
    assert.deepEqual(
      grid.requests.map(({command}) => command),
      ['pwd'],
    );
    assert.match((await grown.request('whoami')).metadata.user, /demo/);
    grown.close();
  });

  it('passes up to the limit that is set', async () => {
    await grid.faults.set('huge 3M pwd');
    const allowed = session({ALIEN_LONGEST_ANSWER: '3'});
    assert.equal((await allowed.request('pwd')).metadata.exitcode, '0');
    allowed.close();
  });

  describe('and read while it comes in', () => {
    const names = Array.from({length: 3000}, (_, index) => `big/entry-${index}-${'é'.repeat(20)}`);
    before(async () => {
      const own = session();
      await own.request('mkdir', ['big']);
      for (let at = 0; at < names.length; at += 100) await own.request('touch', names.slice(at, at + 100));
      own.close();
    });

    /** A long list whose results are taken as they come. */
    const list = async (asking: Session): Promise<{taken: Result[]; times: number; answer: Answer}> => {
      const taken: Result[] = [];
      let times = 0;
      const onResults = (results: readonly Result[]): void => {
        times++;
        taken.push(...results);
      };
      grid.requests.length = 0;
      const answer = await asking.request('ls', ['-la', 'big'], {onResults});
      return {taken, times, answer};
    };

    for (const [form, make] of [
      ['compressed', (first: Session) => first],
      ['not compressed', (first: Session) => first.sibling()],
    ] as const) {
      it(`${form}: all of it once, in many parts`, async () => {
        const first = session();
        const asking = make(first);
        const whole = await asking.request('ls', ['-la', 'big']);
        const {taken, times, answer} = await list(asking);
        assert.deepEqual(taken, whole.results);
        assert.deepEqual([answer.metadata, answer.results], [whole.metadata, []]);
        assert.ok(times > 3, String(times));
        assert.equal((await asking.request('pwd')).metadata.exitcode, '0', 'the connection is in step');
        asking.close();
        first.close();
      });
    }

    it('tells observers its beginning and its length', async () => {
      const told: SessionEvent[] = [];
      const asking = session();
      await asking.request('ls', ['-la', 'big'], {
        onResults: () => undefined,
        observe: (event) => told.push(event),
      });
      const answer = told.find(({kind}) => kind === 'answer');
      assert.ok(answer?.kind === 'answer');
      assert.match(answer.text, /^\{"metadata"/);
      assert.ok((answer.length ?? 0) > 300_000);
      asking.close();
    });

    for (const [fault, message] of [
      ['cut-inside ls', /^The answer broke off after \d+ results\. The connection to .* was lost/],
      ['garbled ls', /^The answer broke off after 3000 results\. The central service sent/],
    ] as const) {
      it(`${fault}: an error, and it is not asked for again`, async () => {
        await grid.faults.set(fault, {count: 1});
        const asking = session();
        await assert.rejects(list(asking), {message});
        assert.deepEqual(
          grid.requests.map(({command}) => command),
          ['ls'],
        );
        assert.equal((await asking.request('pwd')).metadata.exitcode, '0');
        asking.close();
      });
    }

    it('is given up where its results are not wanted any more', async () => {
      const asking = session();
      const enough = new Error('enough');
      const onResults = (): never => {
        throw enough;
      };
      await assert.rejects(asking.request('ls', ['-la', 'big'], {onResults}), enough);
      assert.equal((await asking.request('pwd')).metadata.exitcode, '0');
      asking.close();
    });

    it('of bytes that are no text, it is an error', async () => {
      const asking = session();
      const answer = JSON.stringify(await asking.request('ls', ['-la', 'big']));
      const bytes = Buffer.from(answer).fill(0xff, 300_000, 300_003);
      grid.onRequest = () => ({instead: bytes});
      try {
        await assert.rejects(list(asking), {message: /broke off after \d+ results.*not UTF-8/});
      } finally {
        grid.onRequest = undefined;
        asking.close();
      }
    });
  });

  for (const [form, make] of [
    ['compressed: it is given up while it inflates', (first: Session) => first],
    ['not compressed, in the connections of a pool', (first: Session) => first.sibling()],
  ] as const) {
    it(`of 2 GiB, ${form}`, async () => {
      await grid.faults.set('huge 2048M pwd');
      const first = session({ALIEN_LONGEST_ANSWER: '16'});
      const asked = make(first);
      const growth = await growthOf(() => assert.rejects(asked.request('pwd'), {exitCode: 90}));
      asked.close();
      assert.ok(growth < 400 * MIB, `${Math.round(growth / MIB)} MiB`);
    });
  }
});
