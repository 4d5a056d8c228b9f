// `npm test`: set up, then look at everything: lint, types, tests. Words behind `--` go to mocha (a file, `-g name`).
import {checkTypes, lint} from './checks.mjs';
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
  lint([]);
  checkTypes();
  runProgram('mocha', TESTS);
});
