import {execFileSync} from 'node:child_process';
import {NEWEST_SYMBOLS} from './versions.mjs';

/**
 * The symbols a library takes from a C or C++ library newer than the oldest system has.
 * @param {string} file a shared library or an addon
 * @returns {string[]} such as `pthread_once (GLIBC_2.36)`; empty if the oldest system can load it
 */
function tooNewSymbols(file) {
  const table = execFileSync('objdump', ['-T', file], {encoding: 'utf8', maxBuffer: 2 ** 28});
  const found = [];
  for (const [, library, version, name] of table.matchAll(/\((GLIBC|GLIBCXX)_([\d.]+)\)\s+(\S+)$/gm)) {
    if (isNewer(version, NEWEST_SYMBOLS[library])) found.push(`${name} (${library}_${version})`);
  }
  return found;
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
