import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {createHash} from 'node:crypto';
import {mkdirSync, readdirSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {promisify} from 'node:util';
import type {TestGrid} from '@alien-grid/plugin-sandbox/testing';
import {useScene} from '../stage/scene.ts';

const ROOT = join(import.meta.dirname, '../../..');
const HOME = '/alice/cern.ch/user/d/demo';

describe('the programs in examples/', () => {
  let grid: TestGrid;
  let dir: string;
  useScene({storage: true, jobs: 1}, async (scene) => {
    ({grid, dir} = scene);
    mkdirSync(join(dir, 'node_modules/@alien-grid'), {recursive: true});
    symlinkSync(ROOT, join(dir, 'node_modules/@alien-grid/cli'));
    symlinkSync(join(ROOT, 'examples'), join(dir, 'examples'));
    for (let size = 1; size <= 12; size++)
      await grid.storeFile({lfn: `${HOME}/data/f${size}`, content: 'x'.repeat(size), owner: 'demo'});
    await grid.storeFile({lfn: `${HOME}/bin/job`, content: '#!/bin/sh\nexit 0\n', owner: 'demo'});
  });

  async function run(name: string, ...words: string[]): Promise<string> {
    const {env} = process;
    const options = {
      cwd: dir,
      env: {PATH: env['PATH'], HOME: dir, TMPDIR: dir, POLL_SECONDS: '0.1', ...grid.env()},
    };
    const file = join(ROOT, 'examples', `${name}.mjs`);
    return (await promisify(execFile)(process.execPath, [file, ...words], options)).stdout;
  }

  const tests: Record<string, () => Promise<void>> = {
    'list-and-stat': async () => {
      const lines = (await run('list-and-stat', '~/data')).trimEnd().split('\n');
      assert.equal(lines.length, 12);
      assert.ok(lines.some((line) => line.endsWith(` demo 7 ${HOME}/data/f7`)));
    },
    'copy-largest': async () => {
      assert.equal(await run('copy-largest', '~/data', 'here'), '10 copied, 0 failed\n');
      const wanted = Array.from({length: 10}, (_, n) => `f${n + 3}`);
      assert.deepEqual(readdirSync(join(dir, 'here')).sort(), wanted.sort());
    },
    upload: async () => {
      writeFileSync(join(dir, 'local'), 'content');
      const md5 = createHash('md5').update('content').digest('hex');
      assert.equal(await run('upload', 'local', '~/uploaded'), `${HOME}/uploaded ${md5}\n`);
    },
    'submit-and-wait': async () => {
      assert.match(await run('submit-and-wait', `Executable = "${HOME}/bin/job";`), /^\d+ DONE/);
    },
    quota: async () => {
      assert.match(await run('quota'), /^user {3}demo\nfiles {2}\d+ of \d+\n/);
    },
    'parallel-stats': async () => {
      assert.equal(await run('parallel-stats', '~/data'), `12 files, 78 bytes: ${HOME}/data\n`);
    },
  };

  for (const [name, test] of Object.entries(tests)) it(name, test);

  it('are all run', () => {
    const programs = readdirSync(join(ROOT, 'examples')).filter((name) => name.endsWith('.mjs'));
    assert.deepEqual(
      programs.sort(),
      Object.keys(tests)
        .map((name) => `${name}.mjs`)
        .sort(),
    );
  });
});
