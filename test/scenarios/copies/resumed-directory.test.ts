import assert from 'node:assert/strict';
import {mkdirSync, readdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import type {Program} from '../stage/program.ts';
import {useScene} from '../stage/scene.ts';

describe('a copy of a directory to a new name that is killed', () => {
  let dir: string;
  let alien: Program;
  useScene({storage: true}, (scene) => {
    ({dir, alien} = scene);
    mkdirSync(join(dir, 'tree'));
    writeFileSync(join(dir, 'tree/small'), 'small');
    writeFileSync(join(dir, 'tree/large'), Buffer.alloc(40 << 20));
  });

  /** Start a copy that takes its time, and kill it once `isBegun` says so. */
  const kill = async (words: string[], isBegun: () => Promise<boolean>): Promise<void> => {
    const {child, finished} = alien.start('cp', '--limit-rate', '5M', ...words);
    while (!(await isBegun())) await pause(50);
    child.kill('SIGKILL');
    assert.equal((await finished).code, 137);
  };

  it('goes on by the same command, to the grid and back', async () => {
    await kill(['file:tree', 'alien:new'], async () => (await alien.run('stat', 'new/small')).code === 0);
    const {code, stderr} = await alien.run('cp', 'file:tree', 'alien:new');
    assert.equal(code, 0, stderr);
    assert.match(stderr, /new is resumed/);
    assert.deepEqual(
      (await alien.ok('find', 'new', '*'))
        .trim()
        .split('\n')
        .map((lfn) => lfn.replace(/.*\/new\//, ''))
        .sort(),
      ['large', 'small'],
    );

    const back = () => readdirSync(dir).includes('back') && readdirSync(join(dir, 'back')).includes('small');
    await kill(['alien:new', 'file:back'], () => Promise.resolve(back()));
    await alien.ok('cp', 'alien:new', 'file:back');
    assert.deepEqual(readdirSync(join(dir, 'back')).sort(), ['large', 'small']);
  });
});
