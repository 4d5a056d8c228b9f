import assert from 'node:assert/strict';
import {type Asked, Throttle} from '../../../../src/lib/session/pace/throttle.ts';

describe('the reckoning of throttling', () => {
  let now = 0;
  let count: Throttle;
  beforeEach(() => {
    now = 0;
    count = new Throttle(() => now);
  });
  const answer = (asked: Asked, took: number): number => {
    now = asked.at + took;
    return count.answered(asked);
  };
  const ask = (took: number): number => answer(count.asked(), took);
  const logIn = (times: number): void => {
    for (let i = 0; i < times; i++) count.loggedIn();
  };

  it('counts a login as ten commands, and what is above a hundred as lost', () => {
    logIn(9);
    for (let i = 0; i < 10; i++) assert.equal(ask(1000), 0);
    assert.equal(ask(1000), 1);
    assert.equal(ask(1000), 1 + 2);
    assert.equal(count.points, 102);
  });

  it('counts what several connections sleep at the same time once', () => {
    logIn(30); // 300 points
    const asked = Array.from({length: 8}, () => count.asked());
    const lost = asked.map((each) => answer(each, 260)).at(-1) ?? 0;
    assert.ok(lost >= 201 && lost <= 208, `${lost} ms`);
  });

  it('takes nothing for lost where an answer came too soon for a sleep, however slow others were', () => {
    logIn(30);
    assert.equal(ask(1000), 201);
    assert.equal(ask(5), 0);
    for (let i = 0; i < 100; i++) assert.ok(ask(i % 3 === 0 ? 5 : 400) < 700);
    assert.equal(ask(5), 0);
  });

  it('does not take a little too soon for a proof: connections overtake one another', () => {
    logIn(30);
    assert.equal(ask(195), 0);
    assert.equal(ask(1000), 202);
  });

  it('forgets a half every five minutes', () => {
    logIn(30);
    now = 300_000;
    assert.equal(ask(1000), 51);
    now = 900_000;
    assert.equal(count.points, 151 / 4);
  });

  it('takes a service for one that does not throttle as long as the latest answers come too soon', () => {
    assert.equal(count.isDisproved, false);
    logIn(30);
    ask(1000);
    assert.equal(count.isDisproved, false);
    ask(5);
    assert.equal(count.isDisproved, true);
    ask(1000);
    assert.equal(count.isDisproved, false);
  });

  it('learns nothing from answers that no sleep worth it was due for', () => {
    logIn(10);
    for (let i = 1; i <= 20; i++) ask(0);
    assert.equal(count.isDisproved, false, 'up to 20 ms');
    ask(0);
    assert.equal(count.isDisproved, true);
  });

  it('tells a sleep to the ms from an answer that is only a little early', () => {
    logIn(30);
    assert.equal(ask(201), 201);
    assert.equal(ask(201), 201, 'a ms early: nothing is added');
    assert.equal(count.isDisproved, false);
    assert.equal(ask(203 - 20), 201, 'as early as that may seem');
    assert.equal(count.isDisproved, false);
    assert.equal(ask(204 - 21), 0);
    assert.equal(count.isDisproved, true);
  });

  it('counts what was asked behind a sleep from the end of that sleep', () => {
    logIn(30);
    const first = count.asked(); // due until 201
    now = 100;
    const second = count.asked(); // due until 302
    assert.equal(answer(first, 250), 201);
    assert.equal(answer(second, 250), 302);
    now = 1000;
    assert.equal(ask(300), 302 + 203);
  });
});
