import assert from 'node:assert/strict';
import {mkdtemp, readdir, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Entry} from '../../../../src/lib/catalogue/entry.ts';
import {statEntry} from '../../../../src/lib/catalogue/lookup.ts';
import {NameTaken} from '../../../../src/lib/copy/model/name-taken.ts';
import {replaceByFile} from '../../../../src/lib/copy/replace/replace-by-file.ts';
import {leavesNothing} from '../../../../src/lib/copy/replace/replace-entry.ts';
import {ReplacementJournal} from '../../../../src/lib/copy/replace/replacement-journal.ts';
import {NetworkError, ServerError, UserError} from '../../../../src/lib/errors/errors.ts';
import {absoluteLfn, type Lfn} from '../../../../src/lib/paths/lfn.ts';
import {FakeGrid, type Fault} from '../support/fake-grid.ts';

const SOURCE = absoluteLfn('/alice/home/source');
const [OLD, NEW, OTHER] = ['a', 'b', 'c'].map(
  (digit) => `${digit.repeat(8)}-1111-4111-8111-${digit.repeat(12)}`,
) as [string, string, string];

describe('a file that gets the name of another one', () => {
  let directory: string;
  let grid: FakeGrid;
  let lfn: Lfn;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'alien-by-file-'));
    begin('/alice/home/f');
  });
  afterEach(() => rm(directory, {recursive: true}));

  function begin(name: string, guid = NEW): void {
    grid = new FakeGrid();
    lfn = absoluteLfn(name);
    put(SOURCE, guid);
    put(lfn, OLD);
  }
  const put = (name: string, guid: string) =>
    grid.entries.set(name, {type: 'f', size: 1, md5: '', guid, replicas: []});
  const replace = async () => {
    const [file, occupant] = [await statEntry(grid, SOURCE), await statEntry(grid, lfn)];
    return await replaceByFile(grid, file as Entry, occupant as Entry, new ReplacementJournal(directory));
  };
  /** The content of each name; that of the temporary one is called `aside`. */
  const contents = () =>
    Object.fromEntries(
      [...grid.entries]
        .filter(([, {type}]) => type === 'f')
        .map(([name, {guid}]) => [name.endsWith('.alien-old') ? 'aside' : name, guid]),
    );
  const noted = async () => (await readdir(directory)).length;
  /** What befalls the second move. */
  const second = (fault: () => Fault | undefined) => {
    let moves = 0;
    grid.fault = (command) => (command === 'mv' && ++moves === 2 ? fault() : undefined);
  };

  it('has it, and the other one is removed', async () => {
    assert.equal(await replace(), undefined);
    assert.deepEqual([contents(), await noted()], [{[lfn]: NEW}, 0]);
  });

  it('may be empty: then it has no GUID', async () => {
    begin('/alice/home/f', '');
    await replace();
    assert.deepEqual(contents(), {[lfn]: ''});
  });

  it('gets its own name back where a third one came first, whatever characters are in it', async () => {
    for (const name of ['/alice/home/f', '/alice/home/a*b']) {
      begin(name);
      second(() => {
        put(lfn, OTHER);
        return undefined;
      });
      await assert.rejects(
        replace(),
        (error) => error instanceof NameTaken && !error.message.includes('the new one'),
      );
      assert.deepEqual([contents(), await noted()], [{[SOURCE]: NEW, [lfn]: OTHER, aside: OLD}, 0]);
    }
  });

  it('keeps its own name where the move is refused: it is never removed', async () => {
    second(() => ({when: 'before', error: new ServerError('no', {exitCode: 13})}));
    await assert.rejects(replace(), {exitCode: 13, message: 'no'});
    assert.deepEqual([contents(), grid.count('rm'), await noted()], [{[SOURCE]: NEW, [lfn]: OLD}, 0, 0]);
  });

  it('is noted where it is not certain what was done', async () => {
    second(() => ({when: 'before', error: new NetworkError('lost')}));
    await assert.rejects(replace(), /lost/);
    assert.deepEqual([contents(), await noted()], [{[SOURCE]: NEW, [lfn]: OLD}, 1]);
  });

  it('is noted where the old content could not be removed', async () => {
    grid.fault = (command) =>
      command === 'rm' ? {when: 'before', error: new ServerError('no', {exitCode: 13})} : undefined;
    assert.match(
      (await replace()) ?? '',
      /^the old content could not be removed: it is \S+\.alien-old \(no\)$/,
    );
    assert.equal(await noted(), 1);
  });

  it('leaves something for a later run after any failure but a refusal', () => {
    assert.equal(leavesNothing(new ServerError('no')), true);
    assert.equal(leavesNothing(new NameTaken('other')), true);
    for (const error of [new NetworkError('lost'), new UserError('here'), new TypeError('a bug')])
      assert.equal(leavesNothing(error), false);
  });
});
