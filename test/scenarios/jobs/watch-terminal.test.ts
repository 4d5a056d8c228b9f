import assert from 'node:assert/strict';
import {join} from 'node:path';
import {spawn} from '@lydell/node-pty';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {useFolder, useGrid} from '../stage/scene.ts';

const ALIEN = join(import.meta.dirname, '../../../bin/alien');

describe('jobs watch on a real terminal', () => {
  let grid: TestGrid;
  let dir: string;
  useGrid({}, (made) => (grid = made));
  useFolder('suite', (folder) => (dir = folder));

  it('draws a bar, goes on without a connection, and leaves the last frame', async () => {
    const put = (state: 'DONE' | 'RUNNING' | 'SPLIT', split = 0): number => {
      const id = grid.jobs.insert({owner: 'demo', jdl: 'Executable = "/x";', name: 'run\u0007.sh', split});
      grid.jobs.move(id, state);
      return id;
    };
    const master = put('SPLIT');
    put('DONE', master);
    const running = put('RUNNING', master);
    const pty = spawn(ALIEN, ['jobs', 'watch', String(master), '--interval', '0.2s'], {
      cwd: dir,
      env: {PATH: process.env['PATH'] ?? '', HOME: dir, TERM: 'xterm', ...grid.env(), TMPDIR: dir},
      cols: 90,
      rows: 20,
    });
    let screen = '';
    let step = 0;
    pty.onData((data) => {
      screen += data;
      if (step === 0 && /█+▒+/.test(screen)) {
        step = 1;
        grid.hangUp();
      }
      if (step === 1 && grid.logins > 1) {
        step = 2;
        grid.jobs.move(running, 'ERROR_E');
      }
    });
    const {exitCode} = await new Promise<{exitCode: number}>((resolve) => pty.onExit(resolve));
    assert.equal(exitCode, 1, screen);
    assert.equal(step, 2, screen);
    const last = screen.slice(screen.lastIndexOf(`${master} run`));
    assert.match(
      last,
      new RegExp(`^${master} run\\\\x07\\.sh {2}2/2\\r\\n {2}█{20}x{20}\\r\\n {2}1 done, 1 failed\\r\\n`),
    );
    assert.match(last, new RegExp(` {2}1 failed: its program failed \\(ERROR_E\\): ${running}\\r\\n`));
    assert.ok(!screen.includes('\u0007'), 'names of jobs are harmless');
  });
});
