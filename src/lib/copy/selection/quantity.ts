import {UserError} from '../../errors/errors.ts';
import {bytesIn} from '../../words/parse-bytes.ts';

/**
 * Read `1000`, `20K`, `1.5G` as bytes; the letters stand for powers of 1024.
 * @param option named in the error
 * @throws {UserError} 22
 */
export function parseBytes(text: string, option: string): number {
  const bytes = bytesIn(text);
  if (bytes !== undefined) return bytes;
  throw new UserError(`${option} ${text}: this is not a size.`, {
    next: ['Write bytes, or a number with K, M, G or T: 1500, 20K, 1.5G.'],
  });
}

const DATE = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)(Z|[+-]\d\d:\d\d)?)?$/;

/**
 * Read unix time in seconds (10 digits) or milliseconds (13), or a date: `2024-05-01`, `2024-05-01 12:00:00`,
 * with `Z` or `+02:00` behind the time for another zone than that of this machine.
 * @returns ms since 1970
 * @throws {UserError} 22
 */
export function parseTime(text: string, option: string): number {
  if (/^\d{10}$/.test(text)) return Number(text) * 1000;
  if (/^\d{13}$/.test(text)) return Number(text);
  const [, day, time = '00:00', zone = ''] = DATE.exec(text) ?? [];
  const parsed = day === undefined ? NaN : Date.parse(`${day}T${time}${zone}`);
  if (Number.isNaN(parsed)) {
    throw new UserError(`${option} ${text}: this is not a time.`, {
      next: ['Write unix time with 10 or 13 digits, or a date: 2024-05-01 or "2024-05-01 12:00:00".'],
    });
  }
  return parsed;
}
