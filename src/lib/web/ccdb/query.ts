import {UserError} from '../../errors/errors.ts';

/** Which objects are meant. */
export interface CcdbQuery {
  /** without slashes at its ends; empty: all */
  readonly path: string;
  /** ms since 1970 at which they are valid */
  readonly time: string | undefined;
  /** `key=value`, all of which they have */
  readonly pairs: readonly string[];
}

/** ms since 1970, as people of the CCDB write them: 13 digits. */
export const TIME = /^\d{13}$/;

/**
 * Read a query: a path in which one part may be a time of 13 digits, and some `key=value`, in any order. Asterisks are
 * dropped, since a path means all that is below it.
 * @throws {UserError} 22 for two times, and for parts that a path cannot have
 */
export function readQuery(text: string): CcdbQuery {
  const parts = text
    .split('/')
    .map((part) => part.replace(/\.?\*/g, ''))
    .filter((part) => part !== '');
  const times = parts.filter((part) => TIME.test(part));
  if (times.length > 1) throw new UserError(`There are two times in ${text}.`);
  if (parts.some((part) => part === '.' || part === '..'))
    throw new UserError(`${text} is not a path of the CCDB: it has no . and no .. in it.`);
  const pairs = parts.filter((part) => part.includes('='));
  const path = parts.filter((part) => !TIME.test(part) && !part.includes('=')).join('/');
  return {path, time: times[0], pairs};
}

/** The part of an address behind the service: `PATH/TIME/KEY=VALUE`. */
export function queryPath({path, time, pairs}: CcdbQuery): string {
  const parts = [...path.split('/'), ...(time === undefined ? [] : [time]), ...pairs];
  return parts
    .map((part) => encodeURIComponent(part).replaceAll('%3D', '=').replaceAll('%3A', ':'))
    .join('/');
}
