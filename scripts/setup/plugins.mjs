import {existsSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {root} from './root.mjs';

/** The plugins that come with the program: their directories, relative to its root. */
export const PLUGINS = readdirSync(join(root, 'plugins'))
  .sort()
  .map((name) => `plugins/${name}`)
  .filter((path) => existsSync(join(root, path, 'package.json')));

/** Where the manifests of the program and of these plugins are. */
export const MANIFESTS = ['.', ...PLUGINS].map((path) => join(path, 'oclif.manifest.json'));
