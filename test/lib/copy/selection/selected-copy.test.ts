import assert from 'node:assert/strict';
import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {UserError} from '../../../../src/lib/errors/errors.ts';
import {Workbench} from '../support/workbench.ts';

const HOME = '/alice/home';

describe('copies of chosen files', () => {
  let bench: Workbench;
  beforeEach(async () => {
    bench = await Workbench.open();
  });
  afterEach(() => bench.close());

  async function placeTree(): Promise<void> {
    for (const name of ['a.root', 'b.log', 's/c.root']) {
      bench.place(`${HOME}/t/${name}`, name);
      await mkdir(join(bench.dir, 't/s'), {recursive: true});
      await writeFile(join(bench.dir, 't', name), name);
    }
    bench.grid.makeDirectory(`${HOME}/t/empty`);
    await mkdir(join(bench.dir, 't/empty'));
  }

  it('downloads what is meant and no other directories, with one find', async () => {
    await placeTree();
    const selection = {glob: '*.root', minDepth: 1};
    const notes: string[] = [];
    const onEvent = (event: {kind: string; text?: string}) =>
      void (event.kind === 'note' && notes.push(event.text ?? ''));
    await bench.copy(`alien:${HOME}/t/`, 'file:out', {selection, onEvent});
    assert.deepEqual(await bench.localNames(), ['out', 'out/s', 'out/s/c.root', ...(await treeNames())]);
    assert.deepEqual(notes, ['Left out: 2 of 3 files.']);
    assert.equal(bench.grid.count('find'), 1);
  });

  it('uploads what is meant and no other directories', async () => {
    await placeTree();
    const summary = await bench.copy('file:t/', `alien:${HOME}/up`, {selection: {name: 'ext_root'}});
    assert.equal(summary.copied, 2);
    const below = [...bench.grid.entries.keys()].filter((lfn) => lfn.startsWith(`${HOME}/up`)).sort();
    assert.deepEqual(below, [`${HOME}/up`, `${HOME}/up/a.root`, `${HOME}/up/s`, `${HOME}/up/s/c.root`]);
  });

  it('counts a limit over all sources', async () => {
    await placeTree();
    const sources = [`alien:${HOME}/t/`, `alien:${HOME}/t/s/`, `alien:${HOME}/t/b.log`];
    assert.equal((await bench.copy(sources, 'file:out/', {selection: {limit: 1}})).copied, 1);
  });

  it('chooses among files that are named, too', async () => {
    await placeTree();
    const summary = await bench.copy(['file:t/a.root', 'file:t/b.log'], `alien:${HOME}/up/`, {
      selection: {exclude: ['log']},
    });
    assert.deepEqual([summary.files, summary.copied], [1, 1]);
  });

  const nothing: readonly (readonly [string, string, number])[] = [
    [`alien:${HOME}/t/`, 'file:out', 2],
    ['file:t/', `alien:${HOME}/up`, 2],
    [`alien:${HOME}/t/*.root`, 'file:out', 2],
  ];
  for (const [source, destination, exitCode] of nothing)
    it(`ends with ${exitCode} and changes nothing when nothing of ${source} is meant`, async () => {
      await placeTree();
      const before = [...bench.grid.entries.keys()];
      const copying = bench.copy(source, destination, {selection: {glob: 'none'}});
      await assert.rejects(copying, (error) => error instanceof UserError && error.exitCode === exitCode);
      assert.deepEqual(await bench.localNames(), await treeNames());
      assert.deepEqual([...bench.grid.entries.keys()], before);
    });

  it('checks the choice before it asks anything', async () => {
    const selection = {select: '('};
    await assert.rejects(bench.copy(`alien:${HOME}/t/`, 'file:out', {selection}), /regular expression/);
    assert.equal(bench.grid.requests.length, 0);
  });

  it('refuses for local files what only the catalogue knows', async () => {
    await placeTree();
    await assert.rejects(bench.copy('file:t/', `alien:${HOME}/up`, {selection: {user: 'u'}}), /catalogue/);
  });

  async function treeNames(): Promise<string[]> {
    return (await bench.localNames()).filter((name) => name === 't' || name.startsWith('t/'));
  }
});
