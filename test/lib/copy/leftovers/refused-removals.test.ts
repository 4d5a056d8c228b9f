import assert from 'node:assert/strict';
import {RefusedRemovals} from '../../../../src/lib/copy/leftovers/refused-removals.ts';
import {NetworkError, ServerError} from '../../../../src/lib/errors/errors.ts';

describe('storage hosts that let no client remove files', () => {
  let told: string[];
  let refused: RefusedRemovals;
  beforeEach(() => {
    told = [];
    refused = new RefusedRemovals((text) => told.push(text));
  });
  const denied = new ServerError('no', {code: 'PERMISSION_DENIED'});

  it('are known by one refusal, and the first of them is told', () => {
    assert.equal(refused.has('root://one//a'), false);
    assert.equal(refused.note('root://one//a', denied), true);
    assert.equal(refused.note('root://two//a', denied), true);
    assert.deepEqual(
      ['one//b', 'two//c', 'three//a'].map((place) => refused.has(`root://${place}`)),
      [true, true, false],
    );
    assert.equal(told.length, 1);
    assert.match(told.join(), /^one lets no client remove files/);
  });

  it('are none that fail for another reason', () => {
    for (const error of [
      new ServerError('gone', {code: 'NO_SUCH_FILE'}),
      new NetworkError('lost', {code: 'PERMISSION_DENIED'}),
      new Error('a bug'),
    ]) {
      assert.equal(refused.note('root://one//a', error), false);
      assert.equal(refused.has('root://one//a'), false);
    }
    assert.deepEqual(told, []);
  });
});
