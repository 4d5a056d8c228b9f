import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {root} from './root.mjs';

/**
 * The packages of package-lock.json that are not installed as it says, by path; our own workspaces are links. npm keeps
 * a list of what it installed and writes it last, so that a broken-off installation counts as none.
 */
export function missingPackages() {
  const installed = packagesOf('node_modules/.package-lock.json');
  return Object.entries(packagesOf('package-lock.json'))
    .filter(([path]) => path.includes('node_modules/'))
    .filter(([, {optional}]) => !optional) // those of other platforms are among the optional ones
    .filter(([path, {version, link}]) =>
      link ? !existsSync(join(root, path)) : installed[path]?.version !== version,
    )
    .map(([path]) => path);
}

function packagesOf(list) {
  const path = join(root, list);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : {};
}
