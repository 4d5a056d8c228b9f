// `npm run test:agent`: all scenarios as a user with an agent sees them; nothing may be different. `-- FILE` for some of them.
import {runProgram} from './setup/run-program.mjs';
import {runScript} from './setup/run-script.mjs';
import {testFiles} from './testing/test-files.mjs';

/** Some have agents of their own; others count what a process loads, or the connections that end with it. */
const ELSEWHERE = /\/(?:agent[^/]*|installed[^/]*|release|start-budget|wire)\.test\.ts$/;

process.env.ALIEN_TEST_AGENT = 'yes';

await runScript(() => {
  const words = process.argv.slice(2);
  const scenarios = testFiles().other.filter(
    (file) => file.startsWith('test/scenarios/') && !ELSEWHERE.test(file),
  );
  runProgram('mocha', words.length > 0 ? words : scenarios);
});
