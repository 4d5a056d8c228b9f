import assert from 'node:assert/strict';
import {PaceMeter} from '../../../../src/lib/session/pace/pace-meter.ts';
import {Throttle} from '../../../../src/lib/session/pace/throttle.ts';

describe('the pace of a service', () => {
  it('is known with the first login and the first answer, and is that of the quickest ones', () => {
    const throttle = new Throttle(() => 0);
    const meter = new PaceMeter(throttle);
    assert.equal(meter.pace, undefined);
    meter.loggedIn(100);
    assert.equal(meter.pace, undefined);
    meter.answered(20);
    assert.deepEqual(meter.pace, {login: 100, quickest: 20, points: 0, isUnthrottled: false});
    meter.loggedIn(120);
    meter.answered(30);
    meter.loggedIn(90);
    meter.answered(10);
    throttle.loggedIn();
    assert.deepEqual(meter.pace, {login: 90, quickest: 10, points: 10, isUnthrottled: false});
  });

  it('is unknown while only answers have come', () => {
    const meter = new PaceMeter(new Throttle(() => 0));
    meter.answered(20);
    assert.equal(meter.pace, undefined);
  });

  it('tells that an answer came without the sleep that was due for it', () => {
    const throttle = new Throttle(() => 0);
    const meter = new PaceMeter(throttle);
    meter.loggedIn(1);
    meter.answered(1);
    for (let i = 0; i < 20; i++) throttle.loggedIn();
    throttle.answered(throttle.asked());
    assert.equal(meter.pace?.isUnthrottled, true);
  });
});
