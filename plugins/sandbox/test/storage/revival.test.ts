import assert from 'node:assert/strict';
import {Revival} from '../../src/storage/revival.ts';

const PACE = {first: 1000, longest: 5000, most: 4, calm: 60_000};

describe('how often a storage server is started again', () => {
  it('the pauses double up to the longest one, then it is given up', () => {
    const revival = new Revival(PACE);
    assert.deepEqual(
      [0, 1, 2, 3, 4].map((second) => revival.died(second * 1000)),
      [1000, 2000, 4000, 5000, undefined],
    );
    assert.equal(revival.deaths, 5);
  });

  it('one that lived for long enough begins anew', () => {
    const revival = new Revival(PACE);
    assert.equal(revival.died(1), 1000);
    assert.equal(revival.died(60_000), 2000);
    assert.equal(revival.died(120_001), 1000);
    assert.equal(revival.deaths, 1);
  });
});
