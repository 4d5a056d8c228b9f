import assert from 'node:assert/strict';
import {mock} from 'node:test';
import {Throttle} from '../../../src/service/connections/throttle.ts';

const DEMO = '/C=ch/O=AliEn2/CN=Users/CN=demo/OU=demo';
const FIVE_MINUTES = 300_000;

function throttleFrom(points: number): Throttle {
  const setting = {points};
  return new Throttle(() => setting);
}

describe('the throttle', () => {
  beforeEach(() => mock.timers.enable({apis: ['Date']}));
  afterEach(() => mock.timers.reset());

  it('makes a command wait a millisecond for each point above 100', () => {
    const throttle = throttleFrom(0);
    for (let i = 0; i < 9; i++) throttle.login(DEMO);
    for (let i = 0; i < 9; i++) assert.equal(throttle.command(DEMO), 0);
    throttle.logout(DEMO);
    assert.deepEqual([throttle.command(DEMO), throttle.command(DEMO)], [1, 2]);
    assert.equal(throttle.command(`${DEMO}2`), 0, 'each certificate has a count of its own');
  });

  it('halves the count every five minutes', () => {
    const throttle = throttleFrom(500);
    assert.equal(throttle.command(DEMO), 401);
    mock.timers.tick(FIVE_MINUTES - 1);
    assert.equal(throttle.command(DEMO), 402);
    mock.timers.tick(1);
    assert.equal(throttle.command(DEMO), 152);
    mock.timers.tick(2 * FIVE_MINUTES);
    assert.equal(throttle.command(DEMO), 0);
  });

  it('lets the trains pass, and forgets everybody when it is off', () => {
    let setting: {points: number} | undefined = {points: 500};
    const throttle = new Throttle(() => setting);
    assert.equal(throttle.command('/C=ch/O=AliEn2/CN=Users/CN=t/OU=alitrain'), 0);
    assert.equal(throttle.command('/C=ch/O=AliEn2/CN=Users/CN=t/OU=alihyperloop'), 0);
    throttle.login(DEMO);
    setting = undefined;
    assert.equal(throttle.command(DEMO), 0);
    setting = {points: 500};
    assert.equal(throttle.command(DEMO), 401);
  });
});
