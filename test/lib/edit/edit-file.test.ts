import assert from 'node:assert/strict';
import {existsSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {basename, dirname} from 'node:path';
import {backupName} from '../../../src/lib/edit/backup-name.ts';
import {editFile, type EditRequest, type EditingPerson} from '../../../src/lib/edit/edit-file.ts';
import {AlienError, NetworkError} from '../../../src/lib/errors/errors.ts';
import {absoluteLfn} from '../../../src/lib/paths/lfn.ts';
import {Workbench} from '../copy/support/workbench.ts';

const HOME = '/alice/home';
const LFN = absoluteLfn(`${HOME}/run.jdl`);
const NOW = new Date(2026, 0, 31, 23, 59, 58);
const TEXT = 'old text';

describe('editing a grid file', () => {
  let bench: Workbench;
  /** directories in which something was edited */
  let drafts: string[];
  let kept: string[];
  let asked: number;
  let mayReplace: boolean;

  beforeEach(async () => {
    bench = await Workbench.open();
    bench.place(LFN, TEXT, 3);
    drafts = [];
    kept = [];
    asked = 0;
    mayReplace = false;
  });
  afterEach(async () => {
    await bench.close();
    for (const path of kept) rmSync(dirname(path), {recursive: true});
    assert.deepEqual(
      drafts.filter((path) => existsSync(path)),
      [],
    );
  });

  /** @param work what is done to the file */
  const edit = async (
    work: (path: string) => number | void,
    more: Partial<EditRequest> = {},
    signal = new AbortController().signal,
  ) => {
    const person: EditingPerson = {
      edit: (path) => {
        drafts.push(dirname(path));
        return Promise.resolve(work(path) ?? 0);
      },
      mayReplace: () => Promise.resolve((asked++, mayReplace)),
      tellKept: (path) => kept.push(path),
    };
    return editFile({name: 'run.jdl', backup: 'tilde', now: NOW, ...more}, person, bench.services(), signal);
  };
  const type =
    (text: string) =>
    (path: string): void =>
      writeFileSync(path, text);
  const failure = async (work: Promise<unknown>): Promise<AlienError> => {
    const error: unknown = await work.then(
      () => assert.fail('it was edited'),
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof AlienError, String(error));
    return error;
  };
  const contents = () => Object.fromEntries(bench.lfns().map((lfn) => [basename(lfn), bench.contentOf(lfn)]));

  it('shows its text to this user alone, under its own name', async () => {
    let seen: unknown;
    await edit((path) => {
      const modes = [path, dirname(path)].map((each) => statSync(each).mode & 0o777);
      seen = [basename(path), readFileSync(path, 'utf8'), modes];
    });
    assert.deepEqual(seen, ['run.jdl', TEXT, [0o600, 0o700]]);
  });

  it('uploads nothing where nothing was changed', async () => {
    const {outcome} = await edit(type(TEXT));
    assert.equal(outcome, 'unchanged');
    assert.equal(bench.grid.count('mv') + bench.grid.count('commit'), 0);
  });

  it('keeps the old content as NAME~, and has as many replicas as before', async () => {
    assert.deepEqual(await edit(type('new text')), {lfn: LFN, outcome: 'uploaded', warnings: []});
    assert.deepEqual(contents(), {'run.jdl': 'new text', 'run.jdl~': TEXT});
    assert.equal(bench.grid.entries.get(LFN)?.replicas.length, 3);
    await edit(type('newer text'));
    assert.deepEqual(contents(), {'run.jdl': 'newer text', 'run.jdl~': 'new text'});
  });

  it('notices a change of the text that keeps its size', async () => {
    await edit(type('OLD TEXT'));
    assert.equal(bench.contentOf(LFN), 'OLD TEXT');
  });

  it('keeps the old content with the time, where that is wanted', async () => {
    await edit(type('new'), {backup: 'dated'});
    assert.deepEqual(contents(), {'run.jdl': 'new', 'run.jdl.20260131_235958': TEXT});
  });

  it('writes to the storage elements of a specification', async () => {
    await edit(type('new'), {name: 'alien:run.jdl@disk:1'});
    assert.equal(bench.grid.entries.get(LFN)?.replicas.length, 1);
  });

  it('makes a new file, but no empty one that was not wanted', async () => {
    assert.equal((await edit(() => 0, {name: 'new'})).outcome, 'unchanged');
    await edit(type('text'), {name: 'new'});
    assert.deepEqual(contents(), {'run.jdl': TEXT, new: 'text'});
  });

  it('empties a file', async () => {
    await edit(type(''));
    assert.deepEqual(contents(), {'run.jdl': '', 'run.jdl~': TEXT});
  });

  it('refuses directories, also in the place of the backup', async () => {
    bench.grid.makeDirectory(`${HOME}/d`);
    assert.equal((await failure(edit(type('x'), {name: 'd'}))).exitCode, 21);
    bench.grid.makeDirectory(`${LFN}~`);
    assert.equal((await failure(edit(type('x')))).exitCode, 21);
  });

  const MEANWHILE = [
    ['another content', () => bench.place(LFN, 'by another')],
    ['a removal', () => void bench.grid.entries.delete(LFN)],
  ] as const;
  for (const [what, happen] of MEANWHILE) {
    it(`notices ${what} meanwhile: the text is kept, or replaces it after a yes`, async () => {
      const before = () => (happen(), bench.contentOf(LFN));
      let there: string | undefined;
      const work = (path: string) => {
        type('mine')(path);
        there = before();
      };
      assert.equal((await failure(edit(work))).exitCode, 16);
      assert.equal(asked, 1);
      assert.equal(bench.contentOf(LFN), there);
      assert.deepEqual(
        kept.map((path) => readFileSync(path, 'utf8')),
        ['mine'],
      );
      mayReplace = true;
      bench.place(LFN, TEXT);
      await edit(work);
      assert.equal(bench.contentOf(LFN), 'mine');
    });
  }

  it('keeps the text where the editor fails, and nothing where nothing was typed', async () => {
    const quit = (path: string) => (type('half')(path), 3);
    assert.match((await failure(edit(quit))).message, /exit code 3/);
    assert.deepEqual(
      kept.map((path) => readFileSync(path, 'utf8')),
      ['half'],
    );
    await failure(edit(() => 1));
    assert.equal(kept.length, 1);
    assert.equal(bench.contentOf(LFN), TEXT);
  });

  it('loses neither text whichever request fails', async () => {
    await edit(type('one'));
    const all = bench.grid.requests.length;
    for (let last = 0; last < all; last++) {
      await bench.close();
      bench = await Workbench.open();
      bench.place(LFN, TEXT, 3);
      bench.grid.fault = (_command, _options, at) =>
        at >= last ? {when: 'before', error: new NetworkError('lost', {mayPass: false})} : undefined;
      let isTyped = false;
      const before = kept.length;
      const work = (path: string) => ((isTyped = true), type('two')(path));
      const edited = await edit(work).catch((error: unknown) => error);
      bench.grid.fault = () => undefined;
      const onGrid = bench.lfns().map((lfn) => bench.contentOf(lfn));
      assert.ok(onGrid.includes(TEXT), `${last}: ${onGrid.join()}`);
      if (!isTyped) continue;
      const mine = kept.slice(before).map((path) => readFileSync(path, 'utf8'));
      assert.ok(edited instanceof Error ? mine.includes('two') : bench.contentOf(LFN) === 'two', `${last}`);
    }
  });

  it('keeps the text after an interrupt', async () => {
    const stop = new AbortController();
    const work = (path: string) => (type('typed')(path), stop.abort(new Error('stopped')));
    await assert.rejects(edit(work, {}, stop.signal), /stopped/);
    assert.deepEqual(
      kept.map((path) => readFileSync(path, 'utf8')),
      ['typed'],
    );
    assert.equal(bench.contentOf(LFN), TEXT);
  });

  it('names backups by the time with all digits', () => {
    assert.equal(backupName(LFN, 'dated', new Date(2026, 8, 1, 2, 3, 4)), `${LFN}.20260901_020304`);
  });
});
