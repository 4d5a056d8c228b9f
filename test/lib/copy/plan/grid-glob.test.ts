import assert from 'node:assert/strict';
import {globEntries, splitGlob} from '../../../../src/lib/copy/plan/grid-glob.ts';
import {Selection} from '../../../../src/lib/copy/selection/selection.ts';
import type {Lfn} from '../../../../src/lib/paths/lfn.ts';
import type {Requester} from '../../../../src/lib/session/requests/requester.ts';

describe('a pattern on the grid', () => {
  const split = (name: string) => {
    const found = splitGlob(name as Lfn);
    return found && [found.root, found.pattern];
  };

  it('is split at the directory above its first star', () => {
    assert.deepEqual(split('/alice/a/b*.root'), ['/alice/a', 'b*.root']);
    assert.deepEqual(split('/alice/*/b*/c'), ['/alice', '*/b*/c']);
    assert.deepEqual(split('/a*'), ['/', 'a*']);
    assert.deepEqual(split('/*'), ['/', '*']);
    assert.equal(split('/alice/a?b'), undefined);
  });

  it('stands for what matches it below that directory, whatever the service finds', async () => {
    const asked: (readonly string[])[] = [];
    const told = ['/alice/a1/x', '/alice/ba1/x', '/alice/sub/a1/x', '/alice/b/a'];
    const grid: Requester = {
      request: (_command, words = []) => {
        asked.push(words);
        const metadata = {user: 'u', currentdir: '/', exitcode: '0', error: ''};
        return Promise.resolve({metadata, results: told.map((lfn) => ({lfn, type: 'f', size: '1'}))});
      },
    };
    const find = async (root: string, pattern: string) => {
      const options = {
        signal: new AbortController().signal,
        selection: new Selection(),
        say: () => undefined,
      };
      const {entries} = await globEntries(grid, {root: root as Lfn, pattern}, options);
      return entries.map(({lfn}) => lfn);
    };
    assert.deepEqual(await find('/alice', 'a*'), ['/alice/a1/x']);
    assert.deepEqual(await find('/', 'alice/b*'), ['/alice/ba1/x', '/alice/b/a']);
    assert.deepEqual(await find('/alice/b', 'a*'), ['/alice/b/a']);
    assert.ok(asked.flat().includes('a*'));
  });
});
