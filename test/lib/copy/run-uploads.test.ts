import assert from 'node:assert/strict';
import {mkdir, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {ServerError} from '../../../src/lib/errors/errors.ts';
import {Workbench} from './support/workbench.ts';

const HOME = '/alice/home';

describe('the directories and empty files of a copy', () => {
  let bench: Workbench;
  beforeEach(async () => {
    bench = await Workbench.open();
    await mkdir(join(bench.dir, 'd/empty'), {recursive: true});
    await mkdir(join(bench.dir, 'd/full'));
    await writeFile(join(bench.dir, 'd/full/f'), 'x');
    for (const name of ['d/none', 'd/full/none']) await writeFile(join(bench.dir, name), '');
  });
  afterEach(() => bench.close());

  const refuse = (command: string, isMeant: (words: readonly string[]) => boolean = () => true) => {
    bench.grid.fault = (asked, words) =>
      asked === command && isMeant(words)
        ? {when: 'before', error: new ServerError('no', {exitCode: 13})}
        : undefined;
  };
  /** By name: what is done at the same time fails in any order. */
  const failures = ({failures}: {failures: readonly {source: string; step: string; exitCode: number}[]}) =>
    failures
      .toSorted((one, other) => (one.source < other.source ? -1 : 1))
      .map(({source, step, exitCode}) => [source, step, exitCode]);

  it('are made on the grid all together, and empty files need no storage', async () => {
    const {copied, failed, notVerified} = await bench.copy('file:d', `alien:${HOME}/new`);
    assert.deepEqual([copied, failed, notVerified], [3, 0, 0]);
    assert.deepEqual([bench.grid.count('mkdir'), bench.grid.count('touch')], [1, 1]);
    assert.deepEqual(bench.grid.entries.get(`${HOME}/new/none`)?.replicas, []);
    bench.grid.requests.length = 0;
    await bench.copy('file:d/full/f', `alien:${HOME}/other`);
    assert.deepEqual([bench.grid.count('mkdir'), bench.grid.count('touch')], [0, 0]);
  });

  it('fail on the grid for what is in them, and for themselves where nothing is', async () => {
    refuse('mkdir');
    const summary = await bench.copy('file:d/', `alien:${HOME}/new`);
    assert.deepEqual(
      failures(summary).filter(([source]) => String(source).startsWith('/alice')),
      [[`${HOME}/new/empty`, 'register', 13]],
    );
  });

  it('that are empty files fail to be registered, and the others go on', async () => {
    refuse('touch');
    const summary = await bench.copy('file:d', `alien:${HOME}/new`);
    assert.deepEqual(failures(summary), [
      [join(bench.dir, 'd/full/none'), 'register', 13],
      [join(bench.dir, 'd/none'), 'register', 13],
    ]);
    assert.equal(summary.copied, 1);
  });

  it('go from grid to grid, too', async () => {
    bench.place(`${HOME}/a/none`, '');
    bench.place(`${HOME}/a/f`, 'x');
    const {copied} = await bench.copy(`alien:${HOME}/a`, `alien:${HOME}/b`);
    assert.deepEqual(
      [copied, bench.contentOf(`${HOME}/b/none`), bench.contentOf(`${HOME}/b/f`)],
      [2, '', 'x'],
    );
    assert.equal(bench.grid.count('touch'), 1);
  });

  it('cannot be made here behind a link that leads out: so what is in them fails', async () => {
    for (const name of ['t/in/f', 't/f']) bench.place(`${HOME}/${name}`, 'x');
    bench.grid.makeDirectory(`${HOME}/t/out`);
    await mkdir(join(bench.dir, 'to'));
    for (const name of ['in', 'out']) await symlink(bench.dir, join(bench.dir, 'to', name));
    const summary = await bench.copy(`alien:${HOME}/t/`, 'file:to');
    assert.deepEqual(failures(summary), [
      [`${HOME}/t/in/f`, 'look up', 40],
      [join(bench.dir, 'to/out'), 'look up', 40],
    ]);
    assert.equal(summary.copied, 1);
  });
});
