import {execFileSync} from 'node:child_process';
import {NEWEST_SYMBOLS} from './versions.mjs';

/**
 * What a file takes from the C and C++ libraries of the system, with its version; nothing where it has them inside.
 * @param {string} file a shared library, an addon or a program, of any kind of processor
 * @returns {{library: string, version: string, name: string}[]}
 */
function versionedSymbols(file) {
  const words = ['--wide', '--dyn-syms', file];
  const table = execFileSync('readelf', words, {encoding: 'utf8', maxBuffer: 2 ** 28});
  const rows = table.matchAll(/ UND (\S+?)@(GLIBC|GLIBCXX)_([\d.]+)/g);
  return [...rows].map(([, name, library, version]) => ({library, version, name}));
}

/** @returns {string[]} such as `pthread_once (GLIBC_2.36)`; empty if the oldest system can load it */
function tooNewSymbols(file) {
  return versionedSymbols(file)
    .filter(({library, version}) => isNewer(version, NEWEST_SYMBOLS[library]))
    .map(({library, version, name}) => `${name} (${library}_${version})`);
}

/**
 * The newest versions that are wanted of each library, and by which file.
 * @param {string[]} files shared libraries and addons
 * @returns {Record<string, {version: string, file: string}>} by `GLIBC` and `GLIBCXX`
 */
export function newestSymbols(files) {
  const newest = {};
  for (const file of files) {
    for (const {library, version} of versionedSymbols(file)) {
      if (isNewer(version, newest[library]?.version ?? '0')) newest[library] = {version, file};
    }
  }
  return newest;
}

/** @throws {Error} that names the symbols, if there are any */
export function checkSymbols(files) {
  const failures = files.flatMap((file) => tooNewSymbols(file).map((symbol) => `${file}: ${symbol}`));
  if (failures.length === 0) return;
  const {GLIBC, GLIBCXX} = NEWEST_SYMBOLS;
  throw new Error(`These want more than GLIBC_${GLIBC} and GLIBCXX_${GLIBCXX}:\n${failures.join('\n')}`);
}

function isNewer(version, limit) {
  const [parts, limits] = [version, limit].map((text) => text.split('.').map(Number));
  for (let i = 0; i < Math.max(parts.length, limits.length); i++) {
    const difference = (parts[i] ?? 0) - (limits[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}
