import assert from 'node:assert/strict';
import {statSync} from 'node:fs';
import {dirname, join} from 'node:path';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import type {Program} from '../stage/program.ts';
import {useScene} from '../stage/scene.ts';

const HOME = '/alice/cern.ch/user/d/demo';
const CHECKOUT = join(import.meta.dirname, '../../..');

describe('jobs and the program', () => {
  let grid: TestGrid;
  let alien: Program;
  useScene({jobs: 1}, (scene) => ({grid, alien} = scene));

  /** Submits a job that runs this script, and gives its number. */
  async function submit(script: string, more: string): Promise<number> {
    const lfn = `${HOME}/bin/job-${grid.requests.length}`;
    await grid.storeFile({lfn, content: `#!/bin/sh\n${script}\n`, owner: 'demo'});
    const text = await alien.ok('submit', `Executable = "${lfn}"; ${more}`);
    return Number(/Your new job ID is (\d+)/.exec(text)?.[1]);
  }

  it('`alien` inside of a job works as its owner', async () => {
    const id = await submit(
      'alien whoami; alien mkdir made; exit 0',
      'OutputDir = "out"; Output = {"stdout","stderr"};',
    );
    assert.equal((await grid.untilJob(id)).state, 'DONE');
    const said = (await grid.readFile(`${HOME}/out/stdout`)).toString();
    const asRoot = process.getuid?.() === 0;
    if (asRoot && !othersMayEnter(CHECKOUT)) return assert.equal(said, '', 'root alone reaches the program');
    assert.equal(said, 'demo\n', (await grid.readFile(`${HOME}/out/stderr`)).toString());
    assert.match(await alien.ok('ls'), /^made\/$/m);
  });

  it('`kill` ends a job at once, and `resubmit` runs it again', async () => {
    const id = await submit('sleep 1000', '');
    await grid.untilJob(id, 'RUNNING');
    assert.equal(await alien.ok('kill', String(id)), `Killed: ${id}\n`);
    assert.equal((await grid.untilJob(id)).state, 'KILLED');
    await alien.ok('resubmit', String(id));
    await grid.untilJob(id, 'RUNNING');
    assert.match(await alien.ok('ps'), new RegExp(`^ +demo ${id} +0? *_* +R `, 'm'));
    await alien.ok('kill', String(id));
  });
});

/** Whether other accounts reach a folder. */
function othersMayEnter(folder: string): boolean {
  if ((statSync(folder).mode & 0o005) !== 0o005) return false;
  return folder === dirname(folder) || othersMayEnter(dirname(folder));
}
