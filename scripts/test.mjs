// `npm test`: set up, then look at everything: manifests, types, lint, what is unused, tests. Words behind `--` go to mocha (a file, `-g name`).
import {checkManifests, checkTypes, findUnused, lint} from './checks.mjs';
import {runProgram} from './setup/run-program.mjs';
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
  if (words.length > 0) return runProgram('mocha', words);
  checkManifests();
  checkTypes();
  lint([]);
  findUnused();
  runProgram('mocha', TESTS);
});
