import assert from 'node:assert/strict';
import {appendFile, mkdir, rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {connect} from '../../../src/lib/session/connect.ts';
import {XrootdStorage} from '../../../src/lib/storage/xrootd-storage.ts';
import {sync} from '../../../src/lib/sync/sync.ts';
import type {Program} from '../stage/program.ts';
import {useScene} from '../stage/scene.ts';

describe('alien sync', () => {
  let grid: TestGrid;
  let dir: string;
  let alien: Program;
  useScene({storage: true}, async (scene) => {
    ({grid, dir, alien} = scene);
    await mkdir(join(dir, 'here/sub/empty'), {recursive: true});
    for (const name of ['a', 'sub/b', 'sub/[c] d']) await writeFile(join(dir, 'here', name), name);
  });

  const nothingToDo = {stdout: '', stderr: 'Nothing to do: 3 files there, as at the source.\n', code: 0};

  it('mirrors to the grid and back, and says in one line when there is nothing to do', async () => {
    await alien.ok('sync', 'file:here', 'alien:there');
    grid.requests.length = 0;
    assert.deepEqual(await alien.run('sync', 'file:here', 'alien:there'), nothingToDo);
    assert.deepEqual(
      grid.requests.map(({command}) => command),
      ['stat', 'find'],
    );
    await alien.ok('sync', 'alien:there', 'file:back');
    assert.deepEqual(await alien.run('sync', 'alien:there', 'file:back/'), nothingToDo);
    assert.equal((await alien.shell('diff -r here back')).code, 0);
  });

  it('copies changes, and deletes when it is told to', async () => {
    await appendFile(join(dir, 'here/a'), 'more');
    await rm(join(dir, 'here/sub'), {recursive: true});
    const dry = await alien.ok('sync', '--delete', '--dry-run', 'here', 'alien:there');
    assert.equal(dry.match(/ -> \(deleted\)$/gm)?.length, 4);
    await alien.ok('sync', '--delete', 'here', 'alien:there');
    await alien.ok('sync', '--delete', 'alien:there', 'file:back');
    assert.equal((await alien.shell('diff -r here back')).code, 0);
    assert.equal((await alien.run('sync', '--delete', 'file:missing', 'alien:there')).code, 2);
    assert.equal((await alien.run('sync', 'alien:there', 'alien:elsewhere')).code, 22);
  });

  it('is a function for scripts', async () => {
    const session = connect({env: {...process.env, ...grid.env()}, userAgent: 'test'});
    const request = {source: 'alien:there', destination: 'file:by-script'};
    const services = {grid: session, storage: new XrootdStorage(), cwd: dir};
    assert.equal((await sync(request, services)).copied, 1);
    session.close();
  });
});
