// `npm run test:unit`: what needs no process and no storage element, in seconds. Words behind `--` go to mocha instead.
import {runProgram} from './setup/run-program.mjs';
import {runScript} from './setup/run-script.mjs';
import {UNIT_TESTS} from './unit-tests.mjs';

await runScript(
  async () => {
    const words = process.argv.slice(2);
    runProgram('mocha', ['--config=.mocharc.unit.json', ...(words.length > 0 ? words : UNIT_TESTS)]);
  },
  {without: ['bundle']},
);
