import {existsSync, globSync, readFileSync} from 'node:fs';
import {basename, dirname, join, relative, sep} from 'node:path';
import {root} from '../setup/root.mjs';

const IMPORT = /\b(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+)'/g;

/** The tests of all that a module is used for would take a minute for each change. */
const NEAREST = 8;

/**
 * The unit tests that load a module by the fewest imports, the nearest first, and of those as near the ones of its own
 * room: they most likely notice a change.
 * @param module absolute path
 */
export function testsOf(module) {
  const tests = globSync('test/{lib,commands}/**/*.test.ts', {cwd: root})
    .filter((test) => !test.endsWith('.process.test.ts'))
    .map((test) => ({test, distance: distanceBetween(join(root, test), module)}));
  return tests
    .filter(({distance}) => distance !== undefined)
    .sort(
      (a, b) =>
        own(b.test, module) - own(a.test, module) ||
        a.distance - b.distance ||
        sharedRooms(b.test, module) - sharedRooms(a.test, module),
    )
    .slice(0, NEAREST)
    .map(({test}) => test);
}

/** Whether a test is the one that a module has of its own. */
function own(test, module) {
  return Number(basename(test, '.test.ts') === basename(module, '.ts'));
}

/** How many directories a test and a module have in common, below `test` and `src`. */
function sharedRooms(test, module) {
  const [of, its] = [test, relative(root, module)].map((path) => dirname(path).split(sep).slice(1));
  const end = of.findIndex((room, index) => room !== its[index]);
  return end < 0 ? of.length : end;
}

/** How many imports lead from one module to another; undefined where none do. */
function distanceBetween(from, to) {
  const seen = new Set([from]);
  for (let next = [from], distance = 0; next.length > 0; distance++) {
    if (next.includes(to)) return distance;
    next = [...new Set(next.flatMap(importsOf))].filter((path) => !seen.has(path));
    for (const path of next) seen.add(path);
  }
  return undefined;
}

const known = new Map();

function importsOf(path) {
  if (!known.has(path)) {
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    known.set(
      path,
      [...text.matchAll(IMPORT)].map(([, name]) => join(dirname(path), name)),
    );
  }
  return known.get(path);
}
