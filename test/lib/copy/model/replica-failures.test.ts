import assert from 'node:assert/strict';
import type {Replica} from '../../../../src/lib/catalogue/access.ts';
import {
  allReplicasFailed,
  asReplicaError,
  type ReplicaFailure,
} from '../../../../src/lib/copy/model/replica-failures.ts';
import {InternalError, NetworkError, ServerError, UserError} from '../../../../src/lib/errors/errors.ts';

const replica = (se: string): Replica => ({
  se,
  url: `root://${se}//x`,
  envelope: 'e',
  guid: 'g',
  size: 1,
  md5: undefined,
  tags: [],
});
const [ONE, TWO] = [replica('ONE'), replica('TWO')];
const lost = new NetworkError('lost', {exitCode: 110, next: ['wait']});
const refused = new ServerError('no', {exitCode: 13, next: ['ask', 'wait']});

describe('replicas that failed', () => {
  const facts = (...failures: ReplicaFailure[]) => {
    const {message, exitCode, next, fault, cause} = allReplicasFailed(failures, 'read');
    return {message, exitCode, next, fault, cause};
  };

  it('are one error of the one that there is', () => {
    assert.deepEqual(facts({replica: ONE, error: lost}), {
      message: 'The replica could not be read. ONE: lost',
      exitCode: 110,
      next: ['wait'],
      fault: 'network',
      cause: lost,
    });
    const {message, fault} = allReplicasFailed([{replica: ONE, error: refused}], 'written');
    assert.deepEqual([message, fault], ['The replica could not be written. ONE: no', 'server']);
  });

  it('are one of the network only where all of them are, and have an exit code where they agree', () => {
    assert.deepEqual(facts({replica: ONE, error: lost}, {replica: TWO, error: refused}), {
      message: 'None of 2 replicas could be read. ONE: lost; TWO: no',
      exitCode: 5,
      next: ['wait', 'ask'],
      fault: 'server',
      cause: refused,
    });
    const both = facts({replica: ONE, error: lost}, {replica: TWO, error: lost});
    assert.deepEqual([both.exitCode, both.fault, both.next], [110, 'network', ['wait']]);
    const kinds = facts(
      {replica: ONE, error: new NetworkError('x', {exitCode: 5})},
      {replica: TWO, error: lost},
    );
    assert.deepEqual([kinds.exitCode, kinds.fault], [5, 'network']);
  });

  it('count with the latest error of each', () => {
    const {message, exitCode} = facts({replica: ONE, error: lost}, {replica: ONE, error: refused});
    assert.deepEqual([message, exitCode], ['The replica could not be read. ONE: no', 13]);
  });

  it('have an exit code where there is none at all', () => assert.equal(facts().exitCode, 5));

  it('are those of the network and the server; no replica helps against others', () => {
    for (const error of [lost, refused]) assert.equal(asReplicaError(error), error);
    for (const error of [new UserError('here'), new InternalError('ours'), new TypeError('a bug')])
      assert.throws(() => asReplicaError(error), error);
  });
});
