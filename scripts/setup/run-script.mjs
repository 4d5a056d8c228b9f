import {setUp} from './setup.mjs';

/** Set up, then do the work; a failure is said in plain words and ends with status 1. */
export async function runScript(work) {
  try {
    await setUp();
    await work();
  } catch (error) {
    process.stderr.write(`\n${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  }
}
