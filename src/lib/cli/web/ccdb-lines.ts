import type {CcdbListing, CcdbObject} from '../../web/ccdb/ccdb-object.ts';

const HEADER = 'Name  Type  "Valid from"  "Valid until"  Lifetime (ms)';

/**
 * What a query found, as lines: folders first, then the objects below a header.
 * @param unix times as ms since 1970, not as local time
 */
export function ccdbLines({objects, subfolders}: CcdbListing, unix: boolean): string[] {
  const folders = subfolders.map(({name, facts}) =>
    [`${name}/`, ...Object.entries(facts).map(([key, value]) => `${key}=${String(value)}`)].join('  '),
  );
  const lines = objects.map((object) => lineOf(object, unix));
  return [...folders, ...(lines.length > 0 ? [HEADER, ...lines] : [])];
}

function lineOf({filename, type, validFrom, validUntil}: CcdbObject, unix: boolean): string {
  const time = (ms: number): string => `"${unix ? ms : localTime(ms)}"`;
  return [filename, type, time(validFrom), time(validUntil), validUntil - validFrom].join('  ');
}

/** `2026-01-31 23:59:58.123` */
function localTime(ms: number): string {
  const date = new Date(ms);
  if (Number.isNaN(date.getTime())) return 'unknown';
  const digits = (value: number, length = 2): string => String(value).padStart(length, '0');
  const day = [date.getFullYear(), digits(date.getMonth() + 1), digits(date.getDate())].join('-');
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map((each) => digits(each)).join(':');
  return `${day} ${time}.${digits(date.getMilliseconds(), 3)}`;
}

/** The same for programs, without what the service tells twice. */
export function ccdbAnswer({objects, subfolders}: CcdbListing): unknown {
  return {
    objects: objects.map(({properties}) => properties),
    subfolders: subfolders.map(({name, facts}) =>
      Object.keys(facts).length === 0 ? name : {name, ...facts},
    ),
  };
}
