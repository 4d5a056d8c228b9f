import assert from 'node:assert/strict';
import {mkdtemp, readdir, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {replacementByFile, replacementOf} from '../../../../src/lib/copy/replace/replace-entry.ts';
import {
  nameOfNew,
  type Replacement,
  ReplacementJournal,
} from '../../../../src/lib/copy/replace/replacement-journal.ts';
import {absoluteLfn, type Lfn} from '../../../../src/lib/paths/lfn.ts';
import {thisProcess, uniqueMark} from '../../../../src/lib/traces/process-mark.ts';
import {GONE_PID} from '../../../support/gone-pid.ts';

const LFN = absoluteLfn('/alice/home/f');
const SOURCE = absoluteLfn('/alice/home/source');

describe('the journal of replacements', () => {
  let directory: string;
  beforeEach(async () => (directory = await mkdtemp(join(tmpdir(), 'alien-replacing-'))));
  afterEach(() => rm(directory, {recursive: true}));

  /** What a process that is gone has noted. */
  const leave = (...entries: object[]) =>
    writeFile(
      join(directory, uniqueMark({...thisProcess(), pid: GONE_PID})),
      entries.map((entry, number) => `${JSON.stringify({number, ...entry})}\n`).join(''),
      {mode: 0o600},
    );
  const unfinished = () => new ReplacementJournal(directory).unfinished();
  const content = replacementOf({lfn: LFN, guid: 'old'});
  const file = replacementByFile({lfn: LFN, guid: 'old'}, {lfn: SOURCE, guid: 'new'});

  it('tells new content by its temporary name, and a file of the user by its own', () => {
    assert.equal(nameOfNew(content), content.temporary);
    assert.equal(nameOfNew(file), SOURCE);
    assert.deepEqual([file.oldGuid, file.newGuid], ['old', 'new']);
    const nameless = replacementByFile({lfn: LFN, guid: undefined}, {lfn: SOURCE, guid: undefined});
    assert.deepEqual([nameless.oldGuid, nameless.newGuid], ['', '']);
  });

  it('has what is not ended, the oldest first', async () => {
    await leave({...content, begun: 2}, {...file, begun: 1}, {...content, aside: '/x', begun: 3});
    assert.deepEqual(
      unfinished().map(({begun}) => begun),
      [1, 2, 3],
    );
  });

  it('has each of two replacements of one name', async () => {
    const journal = new ReplacementJournal(directory);
    const ends = [content, replacementOf({lfn: LFN, guid: 'old'}), file].map((each: Replacement) =>
      journal.begin(each),
    );
    ends[0]?.(true);
    ends[1]?.(false);
    ends[2]?.(true);
    assert.deepEqual(
      unfinished().map((each) => 'source' in each),
      [false],
    );
  });

  it('reads only what is whole', async () => {
    for (const [entry, keys] of [
      [content, ['lfn', 'temporary', 'aside', 'oldGuid', 'begun']],
      [file, ['lfn', 'source', 'newGuid', 'aside', 'oldGuid', 'begun']],
    ] as const) {
      for (const key of keys)
        for (const value of [undefined, 7.5]) await leave({...entry, begun: 1, [key]: value});
    }
    await leave({...content, begun: 1, backup: 7});
    assert.deepEqual(unfinished(), []);
    await leave({...content, begun: 1, backup: '/b' as Lfn});
    await leave({...file, begun: 1});
    assert.equal(unfinished().length, 2);
  });

  it('keeps what is not mended, and what was not come to', async () => {
    await leave(
      {...content, begun: 1},
      {...content, aside: '/x', begun: 2},
      {...content, aside: '/y', begun: 3},
    );
    const journal = new ReplacementJournal(directory);
    const seen: number[] = [];
    const mending = journal.mendEach(async ({begun}) => {
      seen.push(begun);
      if (begun === 2) throw new Error('stopped');
      return true;
    });
    await assert.rejects(mending, /stopped/);
    assert.deepEqual(seen, [1, 2]);
    assert.deepEqual(
      unfinished().map(({begun}) => begun),
      [2, 3],
    );
    await journal.mendEach(() => Promise.resolve(false));
    assert.equal(unfinished().length, 2);
    await journal.mendEach(() => Promise.resolve(true));
    assert.deepEqual(await readdir(directory), []);
  });
});
