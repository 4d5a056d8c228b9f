import {pathToFileURL} from 'node:url';
import {statSync} from 'node:fs';
import {UserError} from '@alien-grid/cli';
import type {Names} from './prompt/evaluator.ts';

let runs = 0;

/**
 * Run a file of JavaScript or TypeScript, a module with top-level await, with names that it finds as globals.
 * @param path absolute
 * @param words behind its name: `process.argv.slice(2)`
 * @throws what the script throws; {UserError} 2 where there is no such file
 */
export async function runScript(path: string, words: readonly string[], names: Names): Promise<void> {
  if (!statSync(path, {throwIfNoEntry: false})?.isFile()) {
    throw new UserError(`There is no script ${path}.`, {code: 'NO_SUCH_FILE'});
  }
  const before = process.argv;
  process.argv = [process.execPath, path, ...words];
  Object.assign(globalThis, names);
  try {
    // A second time in the same process it is run again, too.
    await import(`${pathToFileURL(path).href}?run=${runs++}`);
  } finally {
    process.argv = before;
  }
}
