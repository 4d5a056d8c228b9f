import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {Program} from '../scenarios/stage/program.ts';
import {useScene} from '../scenarios/stage/scene.ts';
import {differenceOf, readScripts} from './read-scripts.ts';

export const LFN = '/alice/cern.ch/user/d/demo';

/** Files that all scripts find on the grid, below home. */
const FILES: Readonly<Record<string, string>> = {
  'data/5a/AOD/001/AO2D.root': 'first',
  'data/5a/AOD/002/AO2D.root': 'second',
  'data/5a/job.log': 'a log\n',
  'data/root_archive.zip': 'root',
  'data/log_archive.zip': 'log',
  'data/env.sh': 'export PERIOD=LHC24a\nexport RUN=540000\n',
  'data/collection.xml': '<alien>\n<event name="1">\n<event name="2">\n</alien>\n',
  'bin/hello.sh': '#!/bin/sh\necho "hello $*"\n',
  'bin/fail.sh': '#!/bin/sh\necho broken\nexit 3\n',
  'bin/long.sh': '#!/bin/sh\nexec sleep 300\n',
};

/**
 * Run each script of a file as bash, in an empty directory of its own, with the old names of the program on the PATH,
 * against real storage and real jobs. `$LFN` is the grid home.
 * @param prepare makes more ready; what it gives are variables of the scripts
 */
export function runScripts(
  file: string,
  prepare: (grid: TestGrid, alien: Program) => Promise<Record<string, string>> = () => Promise.resolve({}),
): void {
  let env: Record<string, string>;
  let dir: string;
  useScene({storage: true, jobs: 2, users: ['demo', 'kim']}, async (scene) => {
    ({dir} = scene);
    for (const [name, content] of Object.entries(FILES))
      await scene.grid.storeFile({lfn: `${LFN}/${name}`, content, owner: 'demo'});
    const links = join(dir, 'old-names');
    mkdirSync(links);
    await scene.alien.ok('compat', 'link', links);
    const more = await prepare(scene.grid, scene.alien);
    env = {...scene.grid.env(), TMPDIR: dir, LFN, PATH: `${links}:${process.env['PATH']}`, ...more};
  });

  const scripts = readScripts(readFileSync(join(import.meta.dirname, file), 'utf8'));
  for (const {title, text, expected} of scripts)
    it(title, async () => {
      const cwd = mkdtempSync(join(dir, 'script-'));
      const {stdout, stderr} = await new Program(env, cwd).shell(text);
      const difference = differenceOf(stdout, expected);
      assert.ok(difference === undefined, `${difference}\n${stdout}${stderr}`);
    });
}
