import {lookup} from 'node:dns/promises';
import {isIP} from 'node:net';
import type {Environment} from '../../settings/environment.ts';

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
 * that the system prefers; only those that ALIENPY_NETWORKSTACK allows.
 * @throws the error of the look-up; ENOTFOUND where no address of the wanted family is there
 */
export async function addressesOf(host: string, env: Environment, find: Lookup): Promise<Address[]> {
  const wanted = wantedFamily(env['ALIENPY_NETWORKSTACK']);
  const literal = isIP(host);
  const all = literal === 0 ? await find(host) : [{address: host, family: literal}];
  const found = all.filter(({family}) => literal !== 0 || wanted === undefined || family === wanted);
  if (found.length === 0) {
    throw Object.assign(new Error(`${host} has no IPv${wanted} address`), {code: 'EADDRNOTAVAIL'});
  }
  const first = found.filter(({family}) => family === found[0]?.family);
  const second = found.filter(({family}) => family !== found[0]?.family);
  return Array.from({length: Math.max(first.length, second.length)}, (_, i) => [first[i], second[i]])
    .flat()
    .filter((address) => address !== undefined);
}

function wantedFamily(stack: string | undefined): 4 | 6 | undefined {
  if (/^(ip)?v?4$/i.test(stack ?? '')) return 4;
  return /^(ip)?v?6$/i.test(stack ?? '') ? 6 : undefined;
}
