import assert from 'node:assert/strict';
import fc from 'fast-check';
import {isWorthAnother, type Load, type Pace} from '../../../../src/lib/session/pace/connection-count.ts';

/** How many connections are opened for so many requests, if nothing else is measured on the way. */
function opened(pace: Pace, requests: number, most = 16): number {
  let connections = 1;
  while (connections < most && isWorthAnother(pace, {connections, requests})) connections++;
  return connections;
}

const near: Pace = {login: 105, quickest: 5, points: 12, isUnthrottled: false};
const far: Pace = {login: 150, quickest: 32, points: 12, isUnthrottled: false};

describe('the number of connections', () => {
  it('is one for a few files, near and far', () => {
    assert.deepEqual([opened(near, 3), opened(near, 15), opened(far, 3)], [1, 1, 1]);
  });

  it('is small on a near service, whose logins cost more than they save', () => {
    assert.equal(opened(near, 60), 2);
    assert.ok(opened(near, 180) <= 4);
    assert.ok(opened({...near, isUnthrottled: true}, 180) <= 3);
  });

  it('is larger the farther away the service is, and the more there is to ask', () => {
    assert.ok(opened(far, 60) > opened(near, 60));
    assert.ok(opened(far, 600) >= opened(far, 60));
    assert.equal(opened(far, 6000), 16);
  });

  it('weighs what a login lets all later requests sleep', () => {
    const count = (points: number) => opened({...near, points}, 60);
    assert.ok(count(100) <= 4);
    assert.ok(
      count(300) >= count(100),
      'where each request sleeps long anyhow, they had better sleep side by side',
    );
  });

  it('is never raised for what is over before another connection is there', () => {
    assert.equal(isWorthAnother({...near, login: 1000}, {connections: 1, requests: 150}), false);
    assert.equal(isWorthAnother(far, {connections: 8, requests: 8}), false);
  });

  it('is raised up to the very login that pays, with what all requests sleep counted one by one', () => {
    const pace = fc.record({
      quickest: fc.integer({min: 1, max: 200}),
      points: fc.nat({max: 250}),
      isUnthrottled: fc.boolean(),
    });
    const load = fc.record({
      connections: fc.integer({min: 1, max: 6}),
      requests: fc.integer({min: 1, max: 400}),
    });
    fc.assert(
      fc.property(pace, load, (its, much) => {
        const longest = longestLogin(its, much);
        const isWorth = (login: number) => isWorthAnother({...its, login}, much);
        assert.equal(isWorth(Math.max(longest, 0) + 1e-6), false);
        if (longest > 1e-6) assert.equal(isWorth(longest - 1e-6), true);
      }),
      {numRuns: 500},
    );
  });
});

/** The longest login, in ms, that another connection is worth: it must be there in time, and save more than it costs. */
function longestLogin({quickest, points, isUnthrottled}: Omit<Pace, 'login'>, much: Load): number {
  const {connections, requests} = much;
  const sleepFrom = (start: number): number => {
    let slept = 0;
    for (let i = 1; i <= requests; i++) slept += Math.max(start + i - 100, 0);
    return isUnthrottled ? 0 : slept;
  };
  const whole = requests * quickest + sleepFrom(points);
  const inTime = whole / connections - (2 * whole) / requests;
  const saved = whole / connections - whole / (connections + 1);
  const longer = (sleepFrom(points + 11) - sleepFrom(points)) / (connections + 1);
  const gain = saved - longer - 44;
  return gain <= 0 ? 0 : Math.min(inTime, 4 * quickest + gain);
}
