import {createHash} from 'node:crypto';
import {existsSync, readFileSync, readdirSync, writeFileSync} from 'node:fs';
import {join, relative} from 'node:path';

const native = join(import.meta.dirname, '..');

/** Beside the package, since it is for those who build it. */
const fileOf = (target) => `${target}.made-from`;

/** A hash of what the package of a platform is made from. */
function hashOfSources() {
  const sources = ['prebuild', 'src'].flatMap((directory) =>
    readdirSync(join(native, directory), {recursive: true, withFileTypes: true})
      .filter((entry) => entry.isFile())
      .map((entry) => relative(native, join(entry.parentPath, entry.name))),
  );
  const files = ['binding.gyp', 'build.mjs', 'build-tools.mjs', ...sources].filter(
    (name) => !/\.ts$/.test(name),
  );
  const hash = createHash('sha256');
  for (const name of files.sort()) hash.update(name).update(readFileSync(join(native, name)));
  return hash.digest('hex');
}

/**
 * Whether a package was made from the sources as they are.
 * @param {string} target its directory
 */
export function isMadeFromSources(target) {
  const file = fileOf(target);
  return existsSync(file) && readFileSync(file, 'utf8') === hashOfSources();
}

/** Write down what a package was made from. */
export function noteSources(target) {
  writeFileSync(fileOf(target), hashOfSources());
}
