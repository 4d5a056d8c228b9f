import assert from 'node:assert/strict';
import {readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import type {Program} from '../stage/program.ts';
import {useScene} from '../stage/scene.ts';

describe('alien cp of files that are only on tape', () => {
  let grid: TestGrid;
  let alien: Program;
  let dir: string;

  useScene({storage: true}, async (scene) => {
    ({grid, dir, alien} = scene);
    await writeFile(join(dir, 'f'), 'from tape');
    await alien.ok('cp', 'file:f', 'alien:f@tape:1');
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
