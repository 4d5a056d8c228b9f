import {createHash} from 'node:crypto';
import {execFileSync} from 'node:child_process';
import {existsSync, mkdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {XROOTD} from './versions.mjs';

/**
 * The sources of XRootD, fetched by pip and unpacked once.
 * @param {string} cache a directory that is kept
 * @returns {string} the directory of the sources
 * @throws {Error} if what came is not what was pinned
 */
export function xrootdSources(cache) {
  const directory = join(cache, `xrootd-${XROOTD.version}`);
  if (existsSync(join(directory, 'CMakeLists.txt'))) return directory;
  mkdirSync(cache, {recursive: true});
  const archive = `${directory}.tar.gz`;
  if (!existsSync(archive)) {
    const words = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--no-binary', 'xrootd', '--dest', cache];
    execFileSync('python3', [...words, `xrootd==${XROOTD.version}`], {stdio: 'inherit'});
  }
  const sum = createHash('sha256').update(readFileSync(archive)).digest('hex');
  if (sum !== XROOTD.sha256)
    throw new Error(`${archive} is not the release that was pinned: its SHA-256 is ${sum}.`);
  execFileSync('tar', ['xzf', archive, '-C', cache]);
  return directory;
}
