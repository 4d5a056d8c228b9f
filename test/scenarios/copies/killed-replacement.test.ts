import assert from 'node:assert/strict';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {Program} from '../stage/program.ts';
import {useFolder, useGrid} from '../stage/scene.ts';

describe('a replacement on the grid whose program is killed', () => {
  let grid: TestGrid;
  let dir: string;
  let alien: Program;

  useGrid({storage: true}, (opened) => (grid = opened));
  useFolder('test', (opened) => {
    dir = opened;
    alien = new Program(grid.env(), dir);
    writeFileSync(join(dir, 'old'), 'old');
    writeFileSync(join(dir, 'new'), 'the new one');
  });
  afterEach(() => {
    grid.onRequest = undefined;
  });

  // What the program asks for when it is killed, and what becomes of the request.
  const moments = [
    {command: 'commit', index: 0, fate: 'answer'},
    {command: 'mv', index: 0, fate: 'hang'},
    {command: 'mv', index: 1, fate: 'hang'},
    {command: 'rm', index: 0, fate: 'hang'},
  ] as const;
  for (const {command, index, fate} of moments) {
    it(`at its ${command} number ${index + 1} is mended by the next run`, async () => {
      const lfn = `file-${command}-${index}`;
      await alien.ok('cp', 'file:old', `alien:${lfn}`);
      const reached = Promise.withResolvers<void>();
      let seen = 0;
      grid.onRequest = (request) => {
        if (request.command !== command || seen++ !== index) return 'answer';
        reached.resolve();
        return fate;
      };
      const {child, finished} = alien.start('cp', 'file:new', `alien:${lfn}`);
      await reached.promise;
      child.kill('SIGKILL');
      await finished;
      grid.onRequest = undefined;
      assert.match(
        (await alien.run('doctor')).stdout,
        new RegExp(`replacements +warning +A replacement of .*${lfn}`),
      );
      await alien.ok('cp', 'file:new', `alien:${lfn}`);
      await alien.ok('cp', '-q', `alien:${lfn}`, 'file:back');
      assert.equal(readFileSync(join(dir, 'back'), 'utf8'), 'the new one');
      assert.deepEqual(
        (await alien.ok('ls', '-a')).split('\n').filter((name) => name.includes(lfn)),
        [lfn],
      );
      assert.match((await alien.run('doctor')).stdout, /replacements +ok/);
    });
  }

  it('by `mv -f` has its old content back with the next run, and the other file its own name', async () => {
    await alien.ok('cp', 'file:old', 'alien:moved-old');
    await alien.ok('cp', 'file:new', 'alien:moved-new');
    const reached = Promise.withResolvers<void>();
    let moves = 0;
    grid.onRequest = ({command}) => {
      if (command !== 'mv' || ++moves < 2) return 'answer';
      reached.resolve();
      return 'hang';
    };
    const {child, finished} = alien.start('mv', '-f', 'moved-new', 'moved-old');
    await reached.promise;
    child.kill('SIGKILL');
    await finished;
    grid.onRequest = undefined;
    await alien.ok('mv', 'moved-new', 'moved-newer');
    const names = (await alien.ok('ls', '-a')).split('\n').filter((name) => name.includes('moved'));
    assert.deepEqual(names, ['moved-newer', 'moved-old']);
    assert.equal(await alien.ok('cat', 'moved-old'), 'old');
  });
});
