// What the addon is compiled with, in a checkout and where the package is installed.
import {existsSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';

const require = createRequire(import.meta.url);

/** The directory with the headers of the Node that comes with the project, or else of the running one. */
export function nodeHeaders() {
  try {
    return dirname(require.resolve(`node-linux-${process.arch}/package.json`));
  } catch {
    const besideNode = dirname(dirname(process.execPath));
    return existsSync(join(besideNode, 'include', 'node', 'node_api.h')) ? besideNode : undefined;
  }
}

/** The program node-gyp: our own, or the one in npm, which names it to the scripts that it runs. */
export function nodeGyp() {
  try {
    return require.resolve('node-gyp/bin/node-gyp.js');
  } catch {
    const inNpm = process.env.npm_config_node_gyp;
    if (inNpm) return inNpm;
    throw new Error(
      `node-gyp is missing. Run this by npm, which has it: npm run build --prefix "${import.meta.dirname}"`,
    );
  }
}
