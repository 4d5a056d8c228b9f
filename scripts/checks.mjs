import {runProgram} from './setup/run-program.mjs';

/** What does not change from one run to the next is not looked at again: by content, as a checkout renews all times. */
const cached = (place) => ['--cache', '--cache-strategy=content', `--cache-location=.cache/${place}`];

/** The rules of eslint and the form of prettier, for some files or all. */
export function lint(files) {
  const which = files.length === 0 ? ['.'] : files;
  runProgram('eslint', ['--max-warnings=0', ...cached('eslint.json'), ...which]);
  runProgram('prettier', ['--check', '--log-level=warn', ...cached('prettier.json'), ...which]);
}

/** The types, of what changed and of all that depends on it. */
export function checkTypes() {
  runProgram('tsc', ['--noEmit']);
}
