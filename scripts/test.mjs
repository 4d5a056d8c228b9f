// `npm test`: set up, then look at everything: manifests, types, lint, what is unused, tests. Words behind `--` go to mocha (a file, `-g name`).
import {checkSources} from './checks.mjs';
import {runProgram} from './setup/run-program.mjs';
import {runScript} from './setup/run-script.mjs';
import {runOtherTests, runUnitTests} from './testing/passes.mjs';

await runScript(async () => {
  const words = process.argv.slice(2).filter((word) => word !== '--yes');
  if (words.length > 0) return runProgram('mocha', words);
  await checkSources();
  runUnitTests();
  runOtherTests();
});
