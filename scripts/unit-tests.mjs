/** The unit tests, as words of mocha: all of these directories but what says by its name that it starts processes. */
export const UNIT_TESTS = ['--ignore=**/*.process.test.ts', 'test/{lib,commands}/**/*.test.ts'];
