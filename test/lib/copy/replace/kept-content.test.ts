import assert from 'node:assert/strict';
import {statEntry} from '../../../../src/lib/catalogue/lookup.ts';
import {replaceEntry, replacementOf} from '../../../../src/lib/copy/replace/replace-entry.ts';
import type {Replacement} from '../../../../src/lib/copy/replace/replacement-journal.ts';
import {NetworkError, ServerError} from '../../../../src/lib/errors/errors.ts';
import {absoluteLfn} from '../../../../src/lib/paths/lfn.ts';
import {FakeGrid, type Fault} from '../support/fake-grid.ts';

const LFN = absoluteLfn('/alice/home/file');
const BACKUP = absoluteLfn(`${LFN}~`);
/** The rename that gives the old content its last name, of those that a replacement does. */
const LAST_RENAME = 2;

describe('a replacement that keeps the old content', () => {
  let grid: FakeGrid;
  let replacement: Replacement;

  beforeEach(() => {
    grid = new FakeGrid();
    replacement = replacementOf({lfn: LFN, guid: 'old'}, BACKUP);
    put(LFN, 'old');
    put(replacement.temporary, 'new');
  });

  function put(name: string, guid: string): void {
    grid.entries.set(name, {type: 'f', size: 1, md5: '', guid, replicas: []});
  }
  const guids = (): Record<string, string> =>
    Object.fromEntries(
      [...grid.entries].filter(([, {type}]) => type === 'f').map(([name, {guid}]) => [name, guid]),
    );
  const failRename = (fault: Fault): void => {
    let renames = -1;
    grid.fault = (command) => {
      if (command === 'mv') renames += 1;
      return command === 'mv' && renames === LAST_RENAME ? fault : undefined;
    };
  };
  const replace = () => replaceEntry(grid, replacement, 'new', () => statEntry(grid, LFN));

  it('gives it the name that was chosen', async () => {
    assert.equal(await replace(), undefined);
    assert.deepEqual(guids(), {[LFN]: 'new', [BACKUP]: 'old'});
  });

  it('puts it in the place of an older one, and of no other names', async () => {
    put(BACKUP, 'older');
    put(`${LFN}x`, 'other');
    assert.equal(await replace(), undefined);
    assert.deepEqual(guids(), {[LFN]: 'new', [BACKUP]: 'old', [`${LFN}x`]: 'other'});
  });

  it('tells where it is when it cannot get that name', async () => {
    failRename({when: 'before', error: new ServerError('no such luck')});
    const {aside} = replacement;
    assert.equal(
      await replace(),
      `the old content could not be renamed to ${BACKUP}: it is ${aside} (no such luck)`,
    );
    assert.deepEqual(guids(), {[LFN]: 'new', [aside]: 'old'});
  });

  it('looks where it is when the answer is lost', async () => {
    failRename({when: 'after', error: new NetworkError('lost')});
    assert.equal(await replace(), undefined);
    assert.deepEqual(guids(), {[LFN]: 'new', [BACKUP]: 'old'});
  });
});
