// Lays out the program below a prefix, as the tarball has it: `node scripts/release/install-tree.mjs DIRECTORY`.
import {cpSync} from 'node:fs';
import {resolve} from 'node:path';
import {packAll} from '../packages.mjs';
import {oldNames} from './grid.mjs';
import {stage} from './stage.mjs';
import {layTree} from './tree.mjs';

const [prefix] = process.argv.slice(2);
if (prefix === undefined) throw new Error('Name the directory to install to.');
cpSync(layTree(stage(await packAll()), oldNames()), resolve(prefix), {
  recursive: true,
  verbatimSymlinks: true,
});
