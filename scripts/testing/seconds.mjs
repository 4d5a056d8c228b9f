import {mkdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {root} from '../setup/root.mjs';

const MEMORY = join(root, '.cache/test-seconds.json');

/** Bytes of a file of tests for one second: a guess for files that were not run here before. */
const BYTES_A_SECOND = 1000;

function remembered() {
  try {
    return JSON.parse(readFileSync(MEMORY, 'utf8'));
  } catch {
    return {}; // the first run, or one that was killed while it wrote
  }
}

/** @param seconds by the path of a file of tests, relative to the project */
export function rememberSeconds(seconds) {
  mkdirSync(dirname(MEMORY), {recursive: true});
  writeFileSync(MEMORY, JSON.stringify({...remembered(), ...seconds}));
}

/** The files that took longest first, so that no long one is left over when all others are done. */
export function longestFirst(files) {
  const known = remembered();
  const seconds = (file) => known[file] ?? statSync(join(root, file)).size / BYTES_A_SECOND;
  return files.toSorted((one, other) => seconds(other) - seconds(one));
}
