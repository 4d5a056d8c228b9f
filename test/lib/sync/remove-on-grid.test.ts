import assert from 'node:assert/strict';
import {NetworkError, ServerError} from '../../../src/lib/errors/errors.ts';
import type {Lfn} from '../../../src/lib/paths/lfn.ts';
import {removeOnGrid} from '../../../src/lib/sync/remove-on-grid.ts';
import {FakeGrid} from '../copy/support/fake-grid.ts';

const ROOT = '/alice/home' as Lfn;

describe('removals below a directory on the grid', () => {
  let grid: FakeGrid;
  beforeEach(() => (grid = new FakeGrid()));

  const place = (...names: string[]) => {
    for (const name of names) {
      grid.makeDirectory(`${ROOT}/${name}`.replace(/\/[^/]*$/, ''));
      grid.entries.set(`${ROOT}/${name}`, {type: 'f', size: 1, md5: '', guid: '', replicas: []});
    }
  };
  const left = () =>
    [...grid.entries.keys()]
      .filter((lfn) => lfn.startsWith(`${ROOT}/`))
      .map((lfn) => lfn.slice(ROOT.length + 1));
  /** Remove, and give what was told of each name: nothing, or a message. */
  async function remove(files: string[], directories: string[] = [], signal = new AbortController().signal) {
    const told: Record<string, string | undefined> = {};
    await removeOnGrid(grid, ROOT, {files, directories}, signal, (path, error) => {
      told[path.slice(ROOT.length + 1)] = error?.message;
    });
    return told;
  }
  const asked = () => grid.requests.map(({command, options}) => `${command} ${options.join(' ')}`);

  it('take files and then their directories, each kind in one request', async () => {
    place('a', 'd/b', 'stays');
    assert.deepEqual(await remove(['a', 'd/b'], ['d']), {a: undefined, 'd/b': undefined, d: undefined});
    assert.deepEqual(left(), ['stays']);
    assert.deepEqual(asked(), [`rm -f -- ${ROOT}/a ${ROOT}/d/b`, `rmdir -- ${ROOT}/d`]);
  });

  it('take a name that stands for others alone', async () => {
    place('a', 'ab', 'a*', '?');
    assert.deepEqual(await remove(['a*', '?']), {'a*': undefined, '?': undefined});
    assert.deepEqual(left().sort(), ['a', 'ab']);
  });

  it('tell those that are still there after a refusal, and no others', async () => {
    place('a', 'b', 'd/x');
    grid.fault = (command, options) => {
      if (command !== 'rm') return undefined;
      grid.entries.delete(`${ROOT}/a`);
      return options.includes('-f')
        ? {when: 'before', error: new ServerError('never', {exitCode: 1})}
        : undefined;
    };
    const answer = grid.request.bind(grid);
    grid.request = async (command, options) => {
      try {
        return await answer(command, options);
      } catch {
        const metadata = {user: 'u', currentdir: '/', exitcode: '13', error: 'not yours'};
        return {metadata, results: []};
      }
    };
    assert.deepEqual(await remove(['a', 'b'], ['d']), {
      a: undefined,
      b: 'not yours',
      d: 'Could not remove directory: /alice/home/d',
    });
  });

  it('tell all of a request that got no answer, and go on', async () => {
    place('a', 'b', 'x*');
    grid.fault = (command) =>
      ['rm', 'mv'].includes(command) ? {when: 'before', error: new NetworkError('lost')} : undefined;
    assert.deepEqual(await remove(['a', 'b', 'x*'], ['none']), {
      a: 'lost',
      b: 'lost',
      'x*': 'lost',
      none: undefined,
    });
  });

  it('end when told, at the latest before the next request', async () => {
    place('a', 'x*', 'd/e');
    const stopped = new Error('stopped');
    for (const [files, directories] of [
      [['a'], []],
      [['x*'], []],
      [[], ['d']],
    ] as const)
      await assert.rejects(remove([...files], [...directories], AbortSignal.abort(stopped)), stopped);
    assert.deepEqual(asked(), []);
    const controller = new AbortController();
    grid.fault = () => {
      controller.abort(stopped);
      return {when: 'before', error: new NetworkError('lost')};
    };
    await assert.rejects(remove(['a'], ['d'], controller.signal), stopped);
    assert.equal(grid.requests.length, 1);
  });

  it('hide no bug', async () => {
    place('a', 'x*');
    grid.fault = () => ({when: 'before', error: new TypeError('a bug')});
    for (const name of ['a', 'x*']) await assert.rejects(remove([name]), TypeError);
  });
});
