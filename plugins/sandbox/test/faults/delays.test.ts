import assert from 'node:assert/strict';
import {startGrid} from '../../src/testing.ts';
import type {TestGrid} from '../../src/testing.ts';
import {connect} from '../support/client.ts';
import type {Client} from '../support/client.ts';

/** Timers may fire this much too early. */
const EARLY = 2;

describe('faults that take time', () => {
  let grid: TestGrid;
  before(async () => (grid = await startGrid()));
  after(() => grid.stop());
  afterEach(async () => void (await grid.faults.clear()));

  async function timed(work: () => Promise<unknown>): Promise<number> {
    const start = performance.now();
    await work();
    return performance.now() - start + EARLY;
  }

  it('latency: a connection costs four round trips, a command one, and all clients see it at once', async () => {
    const before = await connect(grid);
    await grid.faults.set('latency 40ms');
    let client = before;
    const connected = await timed(async () => (client = await connect(grid)));
    // TCP, twice TLS 1.2, the upgrade.
    assert.ok(connected >= 160, `${connected} ms`);
    for (const each of [before, client]) {
      const asked = await timed(() => each.must('pwd'));
      assert.ok(asked >= 40, `${asked} ms`);
    }
    const {results} = await client.ask('echo', 'x'.repeat(100_000));
    assert.equal(results[0]?.['arg0'], 'x'.repeat(100_000), 'nothing is lost or mixed up on the way');
  });

  it('work: a login costs twenty times what a request costs', async () => {
    await grid.faults.set('work 5ms');
    let client: Client | undefined;
    const connected = await timed(async () => (client = await connect(grid)));
    assert.ok(connected >= 100, `${connected} ms`);
    const asked = await timed(async () => client?.must('pwd'));
    assert.ok(asked >= 5, `${asked} ms`);
  });

  it('latency: what was sent ahead is answered in order, also when it ends', async () => {
    const clients: Client[] = [await connect(grid)];
    await grid.faults.set('latency 30ms');
    clients.push(await connect(grid));
    for (const client of clients) {
      await grid.faults.set('latency 30ms');
      const numbers = Array.from({length: 30}, (_, index) => String(index));
      numbers.slice(0, 20).forEach((each) => client.socket.send(`{"command":"echo","options":["${each}"]}`));
      await grid.faults.clear('latency');
      numbers.slice(20).forEach((each) => client.socket.send(`{"command":"echo","options":["${each}"]}`));
      for (const number of numbers) {
        const answer = await client.receive();
        assert.ok(answer.includes(`"message":"${number}"`), `${number}: ${answer}`);
      }
    }
  });

  it('throttle: a certificate that asks a lot waits for its answers', async () => {
    const client = await connect(grid);
    await grid.faults.set('throttle 200');
    // The login was before; this command makes 201 points.
    const waited = await timed(() => client.must('pwd'));
    assert.ok(waited >= 101, `${waited} ms`);
    await grid.faults.set('throttle 1200'); // all begin anew
    client.socket.send('{"command":"pwd"}');
    assert.equal(
      await client.exchange('{"command":"echo","options":["behind"]}'),
      '',
      'as behind any slow one',
    );
    assert.match(await client.receive(), /"pwd"|currentdir/);
  });
});
