import assert from 'node:assert/strict';
import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {startGrid, type TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {Program} from './program.ts';

describe('alien cp of files that are only on tape', function () {
  this.timeout(60_000);
  let grid: TestGrid;
  let alien: Program;
  let dir: string;

  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'alien-staging-'));
    await writeFile(join(dir, 'f'), 'from tape');
    grid = await startGrid({storage: true});
    alien = new Program(grid.env(), dir);
    await alien.ok('cp', 'file:f', 'alien:f@tape:1');
  });
  after(async () => {
    await grid.stop();
    await rm(dir, {recursive: true});
  });

  it('has them brought to a disk first, and says so', async () => {
    const {code, stderr} = await alien.run('cp', 'alien:f', 'file:back');
    assert.equal(code, 0);
    assert.match(stderr, /STAGING : .*\/f \(from tape/);
    assert.equal(await readFile(join(dir, 'back'), 'utf8'), 'from tape');
    const asked = grid.requests.filter(({command}) => command === 'xrdstat');
    assert.equal(asked.filter(({options}) => options.includes('-O')).length, 1, 'staging is asked for once');
  });

  it('does not wait for one that is there by now', async () => {
    const {code, stderr} = await alien.run('cp', 'alien:f', 'file:again');
    assert.equal(code, 0);
    assert.doesNotMatch(stderr, /STAGING/);
  });
});
