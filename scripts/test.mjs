// `npm test`: set up, then look at everything: lint, types, tests. Words behind `--` go to mocha (a file, `-g name`).
import {spawnSync} from 'node:child_process';
import {join} from 'node:path';
import {root} from './setup/steps.mjs';
import {runScript} from './setup/run-script.mjs';

// The suite of the official client needs PyPI: `npm run test:alienpy`.
const TESTS = [
  '--ignore=test/alienpy/**',
  'test/**/*.test.ts',
  'native/test/**/*.test.ts',
  'plugins/*/test/**/*.test.ts',
];

await runScript(async () => {
  const words = process.argv.slice(2).filter((word) => word !== '--yes');
  if (words.length === 0) {
    run('prettier', ['--check', '--log-level=warn', '.']);
    run('eslint', ['--max-warnings=0', '.']);
    run('tsc', ['--noEmit']);
  }
  run('mocha', words.length === 0 ? TESTS : words);
});

function run(program, words) {
  const bin = join(root, 'node_modules/.bin');
  const {status} = spawnSync(join(bin, program), words, {
    cwd: root,
    stdio: 'inherit',
    env: {...process.env, PATH: `${bin}:${process.env.PATH}`},
  });
  if (status !== 0) throw new Error(`${program} failed.`);
}
