import {readdirSync, statSync} from 'node:fs';
import {join} from 'node:path';

const GENERATED = new Set(['node_modules', 'dist', 'build', 'oclif.manifest.json']);

/** All files below a path of the project, sorted, relative to its root; what is generated is left out. */
export function filesBelow(root, path) {
  if (!statSync(join(root, path)).isDirectory()) return [path];
  return readdirSync(join(root, path))
    .filter((name) => !GENERATED.has(name))
    .sort()
    .flatMap((name) => filesBelow(root, `${path}/${name}`));
}
