import assert from 'node:assert/strict';
import {mkdtemp, readdir, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {mendEarlier} from '../../../../src/lib/copy/replace/mend-replacements.ts';
import {replacementByFile, replacementOf} from '../../../../src/lib/copy/replace/replace-entry.ts';
import {
  nameOfNew,
  type Replacement,
  ReplacementJournal,
} from '../../../../src/lib/copy/replace/replacement-journal.ts';
import {ServerError} from '../../../../src/lib/errors/errors.ts';
import {absoluteLfn} from '../../../../src/lib/paths/lfn.ts';
import {FakeGrid} from '../support/fake-grid.ts';
import {giveAway} from '../leftovers/dead-process.ts';

const LFN = absoluteLfn('/alice/home/f');
const BACKUP = absoluteLfn('/alice/home/f~');
const [OLD, NEW, OTHER] = ['a', 'b', 'c'].map(
  (digit) => `${digit.repeat(8)}-1111-4111-8111-${digit.repeat(12)}`,
) as [string, string, string];

/** The content of each name: that of the entry, of the new content, and where the old one steps aside. */
interface Names {
  readonly lfn?: string;
  readonly fresh?: string;
  readonly aside?: string;
  readonly backup?: string;
}

describe('what is left of a replacement', () => {
  let directory: string;
  let grid: FakeGrid;
  beforeEach(async () => (directory = await mkdtemp(join(tmpdir(), 'alien-mend-'))));
  afterEach(() => rm(directory, {recursive: true}));

  const content = replacementOf({lfn: LFN, guid: OLD});
  const keeping = replacementOf({lfn: LFN, guid: OLD}, BACKUP);
  const file = replacementByFile({lfn: LFN, guid: OLD}, {lfn: absoluteLfn('/alice/home/source'), guid: NEW});
  const empty = {...file, newGuid: ''};

  const placesOf = (replacement: Replacement) =>
    ({lfn: LFN, fresh: nameOfNew(replacement), aside: replacement.aside, backup: BACKUP}) as const;

  async function leave(replacement: Replacement, names: Names): Promise<void> {
    grid = new FakeGrid();
    for (const [key, guid] of Object.entries(names)) {
      const place = placesOf(replacement)[key as keyof Names];
      grid.entries.set(place, {type: 'f', size: 1, md5: '', guid: guid as string, replicas: []});
    }
    new ReplacementJournal(directory).begin(replacement);
    await giveAway(directory);
  }
  function found(replacement: Replacement): Names {
    const places = Object.entries(placesOf(replacement)).filter(([, lfn]) => grid.entries.has(lfn));
    return Object.fromEntries(places.map(([key, lfn]) => [key, grid.entries.get(lfn)?.guid]));
  }
  async function mend(signal = new AbortController().signal): Promise<string> {
    const told: string[] = [];
    const journal = new ReplacementJournal(directory);
    await mendEarlier({grid, journal}, signal, (text) => told.push(text));
    return told.join();
  }

  const table: readonly (readonly [Replacement, Names, Names, string | undefined])[] = [
    // New content that was stored for it.
    [content, {lfn: OLD}, {lfn: OLD}, undefined],
    [content, {lfn: OLD, fresh: NEW}, {lfn: OLD}, undefined],
    [content, {fresh: NEW, aside: OLD}, {lfn: NEW}, 'its new content is now in its place'],
    [content, {fresh: NEW}, {lfn: NEW}, 'its new content is now in its place'],
    [content, {aside: OLD}, {lfn: OLD}, 'its old content is in its place again'],
    [content, {lfn: NEW, aside: OLD}, {lfn: NEW}, 'the old content is removed'],
    [content, {lfn: NEW}, {lfn: NEW}, undefined],
    [content, {}, {}, undefined],
    [
      content,
      {lfn: OTHER, fresh: NEW, aside: OLD},
      {lfn: OTHER, aside: OLD},
      `its old content is still ${content.aside}`,
    ],
    [content, {lfn: OLD, aside: OLD}, {lfn: OLD, aside: OLD}, `its old content is still ${content.aside}`],
    [keeping, {lfn: NEW, aside: OLD}, {lfn: NEW, backup: OLD}, `the old content is ${BACKUP}`],
    [
      keeping,
      {fresh: NEW, aside: OLD, backup: OTHER},
      {lfn: NEW, backup: OLD},
      'its new content is now in its place',
    ],
    // A file of the user's, which is never removed.
    [file, {lfn: OLD, fresh: NEW}, {lfn: OLD, fresh: NEW}, undefined],
    [file, {fresh: NEW, aside: OLD}, {lfn: OLD, fresh: NEW}, 'its old content is in its place again'],
    [file, {aside: OLD}, {lfn: OLD}, 'its old content is in its place again'],
    [file, {lfn: NEW, aside: OLD}, {lfn: NEW}, 'the old content is removed'],
    [file, {lfn: NEW}, {lfn: NEW}, undefined],
    [file, {lfn: OTHER, aside: OLD}, {lfn: OTHER, aside: OLD}, `its old content is still ${file.aside}`],
    [
      file,
      {lfn: NEW, fresh: NEW, aside: OLD},
      {lfn: NEW, fresh: NEW, aside: OLD},
      `its old content is still ${file.aside}`,
    ],
    [empty, {lfn: '', aside: OLD}, {lfn: ''}, 'the old content is removed'],
    [empty, {lfn: OTHER, aside: OLD}, {lfn: OTHER, aside: OLD}, `its old content is still ${file.aside}`],
  ];
  for (const [replacement, before, after, told] of table) {
    const kind = 'source' in replacement ? 'by a file' : 'by new content';
    it(`${kind}: ${JSON.stringify(before).replaceAll(/(.)\1{7}-[^"]*/g, '$1')}`, async () => {
      await leave(replacement, before);
      const text = await mend();
      const [removed] = text.split(': ').slice(1);
      if (told !== undefined)
        assert.equal(text, `An earlier replacement of ${LFN} was interrupted: ${told}.`);
      else assert.ok(text === '' || removed === 'the new content is removed, the old one stays.', text);
      assert.deepEqual(found(replacement), after);
      assert.deepEqual(await readdir(directory), []);
    });
  }

  it('is told where new content was removed, and not where nothing was', async () => {
    await leave(content, {lfn: OLD, fresh: NEW});
    assert.match(await mend(), /interrupted: the new content is removed, the old one stays\.$/);
    await leave(content, {lfn: OLD});
    assert.equal(await mend(), '');
  });

  it('stays for a later run where its last step is refused', async () => {
    for (const [replacement, names, step] of [
      [file, {fresh: NEW, aside: OLD}, 'mv'],
      [file, {lfn: NEW, aside: OLD}, 'rm'],
      [content, {fresh: NEW, aside: OLD}, 'mv'],
      [content, {aside: OLD}, 'mv'],
      [content, {lfn: OLD, fresh: NEW}, 'rm'],
      [content, {lfn: NEW, aside: OLD}, 'rm'],
    ] as const) {
      await leave(replacement, names);
      grid.fault = (command) =>
        command === step ? {when: 'before', error: new ServerError('no', {exitCode: 13})} : undefined;
      assert.match(await mend(), /It could not be mended: no$/, JSON.stringify(names));
      assert.deepEqual([found(replacement), (await readdir(directory)).length], [names, 1]);
      grid.fault = () => undefined;
      await mend();
      assert.deepEqual(await readdir(directory), []);
    }
  });

  it('stays for a later run after a refusal, an abort, or a bug', async () => {
    await leave(file, {fresh: NEW, aside: OLD});
    const failing = (error: Error) => {
      grid.fault = () => ({when: 'before', error});
    };
    failing(new ServerError('no', {exitCode: 13}));
    assert.match(
      await mend(),
      /^A replacement of \S+f was interrupted: its new content may be \S+source, its old one .* mended: no$/,
    );
    const bug = new TypeError('a bug');
    failing(bug);
    await assert.rejects(mend(), bug);
    const reason = new Error('stopped');
    await assert.rejects(mend(AbortSignal.abort(reason)), reason);
    const controller = new AbortController();
    grid.fault = () => {
      controller.abort(reason);
      return {when: 'before', error: new ServerError('no', {exitCode: 13})};
    };
    await assert.rejects(mend(controller.signal), reason);
    grid.fault = () => undefined;
    await mend();
    assert.deepEqual([found(file), await readdir(directory)], [{lfn: OLD, fresh: NEW}, []]);
  });
});
