import assert from 'node:assert/strict';
import {type TestGrid, startGrid} from '@alien-grid/plugin-sandbox/testing';
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
