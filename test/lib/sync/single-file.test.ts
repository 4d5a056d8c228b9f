import assert from 'node:assert/strict';
import {mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import type {CopySummary} from '../../../src/lib/copy/model/events.ts';
import {Workbench} from '../copy/support/workbench.ts';
import {syncing} from './syncing.ts';

const HOME = '/alice/home';
const LATER = new Date(1_700_000_000_000);
const NOTHING_TO_DO = {copied: 0, removed: 0, failed: 0};

describe('sync of one file', () => {
  let bench: Workbench;
  beforeEach(async () => {
    bench = await Workbench.open();
  });
  afterEach(() => bench.close());

  const {run, write} = syncing(() => bench);
  const counts = ({copied, skipped, removed, failed}: CopySummary) => ({copied, skipped, removed, failed});

  it('goes to a name or into a directory, and then has nothing to do', async () => {
    bench.place(`${HOME}/f`, 'fff');
    bench.grid.makeDirectory(`${HOME}/d`);
    await mkdir(join(bench.dir, 'here'));
    await write('x', 'xxx');
    for (const [source, destination] of [
      [`alien:${HOME}/f`, 'file:g'],
      [`alien:${HOME}/f`, 'file:here'],
      [`alien:${HOME}/f`, 'file:new/'],
      ['file:x', `alien:${HOME}/y`],
      ['file:x', `alien:${HOME}/d`],
    ] as const) {
      assert.deepEqual(counts(await run(source, destination)), {...NOTHING_TO_DO, copied: 1, skipped: 0});
      assert.deepEqual(counts(await run(source, destination)), {...NOTHING_TO_DO, skipped: 1}, destination);
    }
    assert.deepEqual(await bench.localNames(), ['g', 'here', 'here/f', 'new', 'new/f', 'x']);
    assert.deepEqual([bench.contentOf(`${HOME}/y`), bench.contentOf(`${HOME}/d/x`)], ['xxx', 'xxx']);
    await write('x', 'yyy', LATER);
    assert.equal((await run('file:x', `alien:${HOME}/y`)).copied, 1);
    assert.equal(bench.contentOf(`${HOME}/y`), 'yyy');
    await assert.rejects(run('file:x', `alien:${HOME}/y`, {remove: {}}), {
      exitCode: 20,
      message: /not a directory/,
    });
    await assert.rejects(run('file:*', `alien:${HOME}/y`), {exitCode: 2, message: /\*/});
  });
});
