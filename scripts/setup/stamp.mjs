import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {root} from './root.mjs';

/**
 * A file that says from which inputs something was made: a hash of their names and contents.
 * @param file where the hash is kept, relative to the project
 * @param inputs gives the paths of the inputs, relative to the project
 */
export function stampOf(file, inputs) {
  const path = join(root, file);
  const current = () => hashOf(inputs());
  return {
    file,
    current,
    isFresh: () => existsSync(path) && readFileSync(path, 'utf8') === current(),
    /** @param hash of the inputs as they were before the work began, so that a change during the work shows */
    write(hash) {
      mkdirSync(dirname(path), {recursive: true});
      writeFileSync(path, hash);
    },
  };
}

function hashOf(files) {
  const hash = createHash('sha256').update(process.arch);
  for (const file of files) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}
