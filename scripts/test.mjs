// `npm test`: set up, then look at everything: manifests, types, lint, what is unused, tests. Words behind `--` go to mocha (a file, `-g name`).
import {checkSources} from './checks.mjs';
import {runProgram} from './setup/run-program.mjs';
import {runScript} from './setup/run-script.mjs';
import {runOtherTests, runUnitTests} from './testing/passes.mjs';

/** What went wrong in some tests; the others run all the same, so that one run shows all. */
function failureOf(tests) {
  try {
    tests();
    return [];
  } catch (error) {
    return [error.message];
  }
}

await runScript(async () => {
  const words = process.argv.slice(2).filter((word) => word !== '--yes');
  if (words.length > 0) return runProgram('mocha', words);
  await checkSources();
  const failures = [runUnitTests, runOtherTests].flatMap(failureOf);
  if (failures.length > 0) throw new Error(failures.join('\n'));
});
