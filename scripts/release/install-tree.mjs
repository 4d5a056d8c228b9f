// Lays out the program below a prefix, as the tarball has it, with the addon that was built here:
// `node scripts/release/install-tree.mjs DIRECTORY`.
import {cpSync, mkdirSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import {packAll} from '../packages.mjs';
import {root} from '../setup/root.mjs';
import {oldNames} from './grid.mjs';
import {stage} from './stage.mjs';
import {layTree} from './tree.mjs';

const ADDON = 'build/Release/xrootd_native.node';

const [prefix] = process.argv.slice(2);
if (prefix === undefined) throw new Error('Name the directory to install to.');
const tree = layTree(await stage(await packAll()), oldNames());
const addon = join(tree, 'lib/node_modules/xrootd-native', ADDON);
mkdirSync(dirname(addon), {recursive: true});
cpSync(join(root, 'native', ADDON), addon);
cpSync(tree, resolve(prefix), {recursive: true, verbatimSymlinks: true});
