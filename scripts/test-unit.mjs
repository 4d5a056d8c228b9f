// `npm run test:unit`: what needs no process and no storage element, in seconds. Words behind `--` go to mocha instead.
import {runProgram} from './setup/run-program.mjs';
import {runScript} from './setup/run-script.mjs';
import {runUnitTests} from './testing/passes.mjs';

await runScript(
  async () => {
    const words = process.argv.slice(2);
    if (words.length > 0) return runProgram('mocha', ['--config=.mocharc.unit.json', ...words]);
    runUnitTests();
  },
  {without: ['bundle']},
);
