import {availableParallelism} from 'node:os';
import {runProgram} from '../setup/run-program.mjs';
import {longestFirst} from './seconds.mjs';
import {testFiles} from './test-files.mjs';

/** Files at a time. More than a few would measure the machine rather than the program. */
const JOBS = Math.min(4, Math.max(2, availableParallelism()));

const SIDE_BY_SIDE = ['--parallel', `--jobs=${JOBS}`, '--reporter=scripts/testing/file-reporter.mjs'];

/** What needs no process and no storage. */
export function runUnitTests() {
  runProgram('mocha', ['--config=.mocharc.unit.json', ...SIDE_BY_SIDE, ...longestFirst(testFiles().unit)]);
}

/** Everything else: scenarios, the sandbox, the addon. */
export function runOtherTests() {
  runProgram('mocha', [...SIDE_BY_SIDE, ...longestFirst(testFiles().other)]);
}
