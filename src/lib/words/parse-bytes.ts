const UNITS = ['', 'K', 'M', 'G', 'T'];

/**
 * Read `1000`, `20K`, `1.5G` as bytes; the letters stand for powers of 1024.
 * @returns undefined for text that is no such number
 */
export function bytesIn(text: string): number | undefined {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)([KMGT]?)$/i.exec(text) ?? [];
  return number === undefined ? undefined : Number(number) * 1024 ** UNITS.indexOf(unit.toUpperCase());
}
