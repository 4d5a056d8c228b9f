import {execFileSync} from 'node:child_process';

/**
 * Insist on RPATH. With RUNPATH, libraries of another XRootD that LD_LIBRARY_PATH names would be loaded in place of those
 * beside the addon, and their symbols differ.
 * @param {string[]} files shared libraries and addons
 * @throws {Error} that names those with a RUNPATH
 */
export function checkRunPaths(files) {
  const weak = files.filter((file) =>
    execFileSync('readelf', ['-d', file], {encoding: 'utf8'}).includes('(RUNPATH)'),
  );
  if (weak.length > 0)
    throw new Error(`These have a RUNPATH, which LD_LIBRARY_PATH overrides:\n${weak.join('\n')}`);
}
