import assert from 'node:assert/strict';
import {isWorthAnother, type Pace} from '../../../src/lib/session/connection-count.ts';

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
});
