import {setUp} from './setup.mjs';

/**
 * Set up, then do the work; a failure is said in plain words and ends with status 1.
 * @param without the titles of steps that the work does not need
 */
export async function runScript(work, {without = []} = {}) {
  try {
    await setUp(without);
    await work();
  } catch (error) {
    process.stderr.write(`\n${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  }
}
