import assert from 'node:assert/strict';
import {codeOf, GROUPS, isError, isFinal, levelOf, stateFrom, STATES} from '../../src/jobs/states.ts';

describe('the states of a job', () => {
  it('are ordered by level, with codes that differ', () => {
    const levels = STATES.map(levelOf);
    assert.deepEqual(
      levels,
      [...levels].sort((a, b) => a - b),
    );
    assert.equal(new Set(STATES.map(codeOf)).size, STATES.length);
  });

  it('are found by name and by short word, whatever the case', () => {
    assert.equal(stateFrom('error_sv'), 'ERROR_SV');
    assert.equal(stateFrom('esv'), 'ERROR_SV');
    assert.equal(stateFrom('ST'), 'RUNNING');
    assert.equal(stateFrom('STARTED'), 'STARTED');
    assert.equal(stateFrom('NOSUCH'), undefined);
    assert.equal(stateFrom('constructor'), undefined);
  });

  it('fall into groups', () => {
    assert.equal(isError('EXPIRED') && isError('ERROR_A') && isError('INCORRECT'), true);
    assert.equal(isError('ZOMBIE') || isError('KILLED') || isError('DONE'), false);
    assert.equal(isFinal('DONE') && isFinal('KILLED') && isFinal('EXPIRED'), true);
    assert.equal(isFinal('MERGING') || isFinal('ZOMBIE') || isFinal('RUNNING'), false);
    assert.deepEqual(GROUPS.final, [...GROUPS.done, ...GROUPS.error, 'KILLED']);
  });
});
