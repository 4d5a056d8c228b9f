import {lookup} from 'node:dns/promises';
import {isIP} from 'node:net';
import type {SettingValue} from '../../settings/settings.ts';

export interface Address {
  readonly address: string;
  /** 4 or 6 */
  readonly family: number;
}

/** Finds all addresses of a host, in the order in which the system would try them. */
export type Lookup = (host: string) => Promise<readonly Address[]>;

export const systemLookup: Lookup = (host) => lookup(host, {all: true, order: 'verbatim'});

/**
 * The addresses of a host in the order in which to try them: both families in turns, beginning with the one
 * that the system prefers.
 * @param wanted only addresses of this family
 * @throws the error of the look-up; ENOTFOUND where no address of the wanted family is there
 */
export async function addressesOf(
  host: string,
  wanted: SettingValue<'connect.family'>,
  find: Lookup,
): Promise<Address[]> {
  const literal = isIP(host);
  const all = literal === 0 ? await find(host) : [{address: host, family: literal}];
  const found = all.filter(({family}) => literal !== 0 || wanted === 'any' || wanted === `ipv${family}`);
  if (found.length === 0) {
    throw Object.assign(new Error(`${host} has no ${wanted.replace('ip', 'IP')} address`), {
      code: 'EADDRNOTAVAIL',
    });
  }
  const first = found.filter(({family}) => family === found[0]?.family);
  const second = found.filter(({family}) => family !== found[0]?.family);
  return Array.from({length: Math.max(first.length, second.length)}, (_, i) => [first[i], second[i]])
    .flat()
    .filter((address) => address !== undefined);
}
