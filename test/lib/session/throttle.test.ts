import assert from 'node:assert/strict';
import {Throttle} from '../../../src/lib/session/throttle.ts';

describe('the reckoning of throttling', () => {
  let now = 0;
  const throttle = () => {
    now = 0;
    return new Throttle(() => now);
  };

  it('counts a login as ten commands, and what is above a hundred as lost', () => {
    const count = throttle();
    for (let i = 0; i < 9; i++) count.loggedIn();
    for (let i = 0; i < 10; i++) assert.equal(count.answered(1000), 0);
    assert.equal(count.answered(1000), 1);
    assert.equal(count.answered(1000), 1 + 2);
  });

  it('takes nothing for lost when the answer came sooner: some are not throttled at all', () => {
    const count = throttle();
    for (let i = 0; i < 30; i++) count.loggedIn();
    assert.equal(count.answered(5), 0);
  });

  it('forgets a half every five minutes', () => {
    const count = throttle();
    for (let i = 0; i < 30; i++) count.loggedIn();
    now = 300_000;
    assert.equal(count.answered(1000), 51);
    now = 900_000;
    assert.equal(count.answered(1000), 51);
  });
});
