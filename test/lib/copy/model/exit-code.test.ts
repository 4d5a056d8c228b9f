import assert from 'node:assert/strict';
import {exitCodeOfCopy} from '../../../../src/lib/copy/model/exit-code.ts';

describe('the exit code of a copy', () => {
  const code = (...codes: number[]) => {
    const rest = {source: '', destination: '', step: 'read', reason: '', next: []} as const;
    return exitCodeOfCopy({failures: codes.map((exitCode) => ({...rest, exitCode}))});
  };

  it('is 0 only where nothing failed', () => assert.deepEqual([code(), code(0), code(0, 0)], [0, 1, 1]));

  it('is that of the failures where they agree, else 1', () =>
    assert.deepEqual([code(2), code(2, 2), code(2, 5), code(0, 2)], [2, 2, 1, 1]));
});
