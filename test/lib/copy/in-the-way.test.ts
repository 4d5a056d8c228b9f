import assert from 'node:assert/strict';
import {mkdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {ServerError} from '../../../src/lib/errors/errors.ts';
import type {CopySummary} from '../../../src/lib/copy/model/events.ts';
import {sync} from '../../../src/lib/sync/sync.ts';
import {Workbench} from './support/workbench.ts';

const HOME = '/alice/home';

describe('something of another kind in the way', () => {
  let bench: Workbench;
  beforeEach(async () => {
    bench = await Workbench.open();
  });
  afterEach(() => bench.close());

  const write = async (name: string, content = name) => {
    const path = join(bench.dir, name);
    await mkdir(join(path, '..'), {recursive: true});
    await writeFile(path, content);
  };
  const run = (source: string, destination: string) =>
    sync({source, destination, retries: 0, remove: {force: true}}, bench.services());
  const told = ({copied, removed, failures}: CopySummary) => ({
    copied,
    removed,
    failures: failures.map(({destination, exitCode}) => [destination, exitCode]),
  });

  for (const [name, start] of [
    ['cp', (source: string, destination: string) => bench.copy(source, destination)],
    ['sync --delete --force', run],
  ] as const) {
    it(`fails alone on the grid: a file where ${name} has a directory, and the reverse`, async () => {
      for (const file of ['t/a', 't/d/b', 't/d/s/c', 't/f']) await write(file);
      await mkdir(join(bench.dir, 't/e/empty'), {recursive: true});
      bench.place(`${HOME}/t/d`, 'a file');
      bench.place(`${HOME}/t/e`, 'another');
      bench.place(`${HOME}/t/f/x`, 'x');
      assert.deepEqual(told(await start('file:t/', `alien:${HOME}/t`)), {
        copied: 1,
        removed: 0,
        failures: [
          [`${HOME}/t/d/b`, 20],
          [`${HOME}/t/d/s/c`, 20],
          [`${HOME}/t/e`, 20],
          [`${HOME}/t/f`, 21],
        ],
      });
      assert.equal(bench.contentOf(`${HOME}/t/a`), 't/a');
      assert.equal(bench.contentOf(`${HOME}/t/d`), 'a file');
    });

    it(`fails alone here: a file where ${name} finds a directory, and the reverse`, async () => {
      bench.place(`${HOME}/t/a`, 'a');
      bench.place(`${HOME}/t/d/b`, 'b');
      bench.place(`${HOME}/t/f`, 'f');
      await write('t/d', 'mine');
      await write('t/f/x');
      const summary = told(await start(`alien:${HOME}/t/`, 'file:t'));
      assert.deepEqual([summary.copied, summary.removed], [1, 0]);
      assert.deepEqual(summary.failures.map(([, code]) => code).sort(), [20, 21]);
      assert.equal(await readFile(join(bench.dir, 't/a'), 'utf8'), 'a');
      assert.equal(await readFile(join(bench.dir, 't/d'), 'utf8'), 'mine');
    });
  }

  /** As a real service has it: both kinds under one name. */
  const listBoth = () => {
    const request = bench.grid.request.bind(bench.grid);
    bench.grid.request = async (command, options) => {
      const answer = await request(command, options);
      if (command !== 'find') return answer;
      const [first = {}] = answer.results;
      const both = {...first, lfn: `${HOME}/t/both`, type: 'f'};
      return {...answer, results: [both, ...answer.results, ...answer.results]};
    };
  };

  it('is no obstacle where the grid has both under one name', async () => {
    bench.place(`${HOME}/t/a`, 'old');
    bench.place(`${HOME}/t/both/b`, 'bb');
    listBoth();
    const down = told(await bench.copy(`alien:${HOME}/t/`, 'file:down'));
    assert.deepEqual([down.copied, down.failures.map(([, code]) => code)], [2, [21]]);
    await write('t/both/b', 'new content');
    assert.deepEqual(told(await bench.copy('file:t/', `alien:${HOME}/t`)), {
      copied: 1,
      removed: 0,
      failures: [],
    });
    assert.equal(bench.contentOf(`${HOME}/t/both/b`), 'new content');
  });

  it('is a directory that cannot be made: only that one fails', async () => {
    await write('t/a/f');
    await mkdir(join(bench.dir, 't/b'));
    await mkdir(join(bench.dir, 't/c'));
    bench.grid.fault = (command, options) =>
      command === 'mkdir' && options.includes(`${HOME}/t/b`)
        ? {when: 'before', error: new ServerError('refused', {exitCode: 13})}
        : undefined;
    assert.deepEqual(told(await bench.copy('file:t', `alien:${HOME}/`)), {
      copied: 1,
      removed: 0,
      failures: [[`${HOME}/t/b`, 13]],
    });
    assert.equal(bench.grid.entries.get(`${HOME}/t/c`)?.type, 'd');
  });
});

describe('what sync deletes', () => {
  let bench: Workbench;
  beforeEach(async () => {
    bench = await Workbench.open();
  });
  afterEach(() => bench.close());

  it('is what the source itself says it has not, whatever a list says', async () => {
    for (const name of ['a', 'b', 'd/c']) bench.place(`${HOME}/t/${name}`, name);
    await bench.copy(`alien:${HOME}/t`, 'file:t');
    await writeFile(join(bench.dir, 't/extra'), 'extra');
    const request = bench.grid.request.bind(bench.grid);
    bench.grid.request = async (command, options) => {
      const answer = await request(command, options);
      if (command !== 'find') return answer;
      return {...answer, results: answer.results.filter(({lfn}) => lfn === `${HOME}/t/a`)};
    };
    const summary = await sync(
      {source: `alien:${HOME}/t`, destination: 'file:t', retries: 0, remove: {force: true}},
      bench.services(),
    );
    assert.deepEqual([summary.removed, summary.failures.map(({exitCode}) => exitCode)], [1, [11, 11, 11]]);
    assert.deepEqual(await bench.localNames(), ['t', 't/a', 't/b', 't/d', 't/d/c']);
  });
});
