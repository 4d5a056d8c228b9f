import assert from 'node:assert/strict';
import {
  humanSize,
  interval,
  listDate,
  longDate,
  permissionText,
  plainNumber,
  statDate,
} from '../../../src/service/answers/formats.ts';

const MOMENT = Date.UTC(2026, 10, 21, 23, 33, 49, 253);
const SECOND = 1000;
const DAY = 86_400_000;

describe('the formats of the service', () => {
  it('writes sizes with four digits, dividing only what is greater than 1024', () => {
    const sizes = [0, 1024, 1025, 12345, 300000, 1024 * 1024, 1024 * 1024 + 1, 102400000000];
    const texts = ['0 B', '1024 B', '1.001 KB', '12.06 KB', '293 KB', '1024 KB', '1 MB', '95.37 GB'];
    assert.deepEqual(sizes.map(humanSize), texts);
  });

  it('writes numbers with four digits', () => {
    assert.deepEqual([0, 0.5, 5 / 3, 12.345678, 123.456, 1234.9].map(plainNumber), [
      '0',
      '0.5',
      '1.667',
      '12.35',
      '123.5',
      '1234',
    ]);
  });

  it('writes intervals', () => {
    const times = [0, SECOND, 61 * SECOND, 3660 * SECOND, DAY + 3660 * SECOND, 400 * DAY];
    assert.deepEqual(times.map(interval), ['-', '1s', '1m 1s', '1:01', '1d 1:01', '1y 35d']);
  });

  it('writes dates in UTC', () => {
    assert.equal(listDate(MOMENT), 'Nov 21 23:33');
    assert.equal(statDate(MOMENT - 253), '2026-11-21 23:33:49.0 (1795304029000)');
    assert.equal(longDate(MOMENT), 'Sat Nov 21 23:33:49 UTC 2026');
  });

  it('writes permissions', () => {
    assert.equal(permissionText('f', '640'), '-rw-r-----');
    assert.equal(permissionText('d', '755'), 'drwxr-xr-x');
  });
});
