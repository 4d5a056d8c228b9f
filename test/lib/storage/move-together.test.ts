import assert from 'node:assert/strict';
import {type AlienError, NetworkError} from '../../../src/lib/errors/errors.ts';
import {moveTogether, type Mover} from '../../../src/lib/storage/move-together.ts';

describe('a group of files that the addon moves', () => {
  const {signal} = new AbortController();
  const failure = Object.assign(new Error('refused'), {
    reason: 'connect',
    retryable: true,
    errno: 0,
    xrootdCode: 0,
  });
  const FILES = ['a', 'b', 'c'];

  /** What is told of `FILES`, as texts. */
  async function told(
    move: Mover<string, number, string>['move'],
    its = signal,
  ): Promise<Record<string, string>> {
    const results: Record<string, string> = {};
    const onEnded = (index: number, result: string | AlienError, moving: number) => {
      results[FILES[index] ?? ''] = `${typeof result === 'string' ? result : result.message}, ${moving}`;
    };
    const mover: Mover<string, number, string> = {
      move,
      resultOf: (result, file) => `${file} has ${result}`,
      errorOf: ({message}, file) => new NetworkError(`${file}: ${message}`),
    };
    await moveTogether(FILES, {signal: its, width: 2, onEnded}, mover).catch((error: unknown) => {
      results['thrown'] = String(error);
    });
    return results;
  }

  it('is told of in the terms of the project', async () => {
    const results = await told(({width, onEnded}) => {
      assert.equal(width, 2);
      onEnded(1, 5, 2);
      onEnded(0, failure, 1);
      onEnded(2, 7, 0);
      return Promise.resolve();
    });
    assert.deepEqual(results, {a: 'a: refused, 1', b: 'b has 5, 2', c: 'c has 7, 0'});
  });

  it('fails file by file where the addon gives the whole group up', async () => {
    const results = await told(({onEnded}) => {
      onEnded(1, 5, 2);
      return Promise.reject(failure);
    });
    assert.deepEqual(results, {a: 'a: refused, 0', b: 'b has 5, 2', c: 'c: refused, 0'});
  });

  it('throws what is no failure of a file', async () => {
    const results = await told(({onEnded}) => {
      onEnded(0, new RangeError('a bug'), 2);
      onEnded(1, 5, 1);
      return Promise.resolve();
    });
    assert.deepEqual(results, {b: 'b has 5, 1', thrown: 'RangeError: a bug'});
    assert.deepEqual(await told(() => Promise.reject(new TypeError('another'))), {
      thrown: 'TypeError: another',
    });
  });

  it('throws the reason of an abort, and blames no file for it', async () => {
    const abort = new AbortController();
    const results = await told(({onEnded}) => {
      onEnded(0, 5, 2);
      abort.abort(new Error('the user'));
      onEnded(1, abort.signal.reason as Error, 1);
      return Promise.reject(failure);
    }, abort.signal);
    assert.deepEqual(results, {a: 'a has 5, 2', thrown: 'Error: the user'});
  });
});
