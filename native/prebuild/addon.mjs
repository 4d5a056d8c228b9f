import {execFileSync} from 'node:child_process';
import {cpSync, rmSync} from 'node:fs';
import {join} from 'node:path';

const PARTS = ['binding.gyp', 'build.mjs', 'build-tools.mjs', 'package.json', 'src'];

/**
 * Build the addon beside these libraries, apart from what a developer has built for this machine.
 * @param {{native: string, client: {include: string, libraries: string}, origin: string, directory: string}} from
 *   `native` is the directory of this package; `origin` the directory of a library, as its loader writes it;
 *   `directory` is made anew, below that of the repository, where node-gyp is found
 * @returns {string} the file of the addon, which finds the libraries in its own directory
 */
export function buildAddon({native, client, origin, directory}) {
  rmSync(directory, {recursive: true, force: true});
  for (const part of PARTS) cpSync(join(native, part), join(directory, part), {recursive: true});
  const env = {
    ...process.env,
    XROOTD_INCLUDE_DIR: client.include,
    XROOTD_LIB_DIR: client.libraries,
    XROOTD_RUN_DIR: origin.replace('$', () => String.raw`\$$`), // through make, and through the shell that it starts
  };
  execFileSync(process.execPath, [join(directory, 'build.mjs')], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return join(directory, 'build', 'Release', 'xrootd_native.node');
}
