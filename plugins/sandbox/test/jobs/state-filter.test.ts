import assert from 'node:assert/strict';
import {askedStates, statesFrom} from '../../src/jobs/state-filter.ts';
import {GROUPS, STATES} from '../../src/jobs/states.ts';

describe('the states that ps is asked for', () => {
  it('are words between commas, or names of groups', () => {
    assert.deepEqual(askedStates('DONE, ee'), ['DONE', 'ERROR_E']);
    assert.deepEqual(askedStates('ERROR_ANY'), GROUPS.error);
    assert.deepEqual(askedStates('done_any'), GROUPS.done);
    assert.deepEqual(askedStates('ANY'), STATES);
    assert.deepEqual(statesFrom(['%']), STATES);
  });

  it('do not matter if no word was understood', () => {
    assert.equal(askedStates('a'), undefined);
    assert.equal(askedStates('NOSUCH'), undefined);
    assert.deepEqual(askedStates('NOSUCH,R'), ['RUNNING']);
  });

  it('are letters behind a dash', () => {
    assert.deepEqual(askedStates('-r'), GROUPS.running);
    assert.deepEqual(askedStates('-qd'), ['ASSIGNED', 'DONE', 'DONE_WARN']);
    assert.deepEqual(askedStates('-f'), GROUPS.error);
    assert.deepEqual(askedStates('-t'), GROUPS.final);
    assert.deepEqual(askedStates('-s'), GROUPS.waiting);
    for (const all of ['-', '-a', '-ra', '-Z']) assert.equal(askedStates(all), undefined);
  });
});
