import {type Socket, connect} from 'node:net';
import {isOn} from '../../settings/kinds.ts';
import type {Settings} from '../../settings/configured-settings.ts';
import type {SettingValue} from '../../settings/settings.ts';
import {type Lookup, addressesOf, systemLookup} from './addresses.ts';
import {race} from './race.ts';
import {onAbort, within} from '../../flow/within.ts';

/** ms after which the next address is tried besides the last one (RFC 8305, section 8) */
const STAGGER = 250;

export interface DialOptions {
  /** only addresses of this family. Default: any */
  readonly family?: SettingValue<'connect.family'>;
  /** one address is given up before the next is tried */
  readonly oneByOne?: boolean;
  /** ms that all addresses together may take; the caller's signal sees to it. Default: 10 s */
  readonly patience?: number;
  readonly signal?: AbortSignal;
  /** for tests */
  readonly find?: Lookup;
}

/** What settings and variables say of dialling. */
export function dialling(settings: Settings): Pick<DialOptions, 'family' | 'oneByOne'> {
  return {family: settings.get('connect.family'), oneByOne: isOn(settings.env['ALIENPY_NO_STAGGER'])};
}

/**
 * Connect to a host by whichever of its addresses answers first.
 * @throws the error of the first address where none can be reached; the abort reason of the signal
 */
export async function dial(host: string, port: number, options: DialOptions = {}): Promise<Socket> {
  const {family: wanted = 'any', oneByOne = false, patience = 10_000, signal, find = systemLookup} = options;
  const addresses = await untilAborted(addressesOf(host, wanted, find), signal);
  const share = oneByOne ? patience / addresses.length : patience;
  const attempts = addresses.map(({address, family}) => (over: AbortSignal) => {
    const late = (): Error => Object.assign(new Error(`no answer from ${address}`), {code: 'ETIMEDOUT'});
    return within(share, late, (s) => connectTo({host: address, port, family}, s), over);
  });
  return race(attempts, oneByOne ? Infinity : STAGGER, (late) => late.destroy(), signal);
}

function connectTo(
  target: {host: string; port: number; family: number},
  signal: AbortSignal,
): Promise<Socket> {
  const {promise, resolve, reject} = Promise.withResolvers<Socket>();
  const socket = connect({...target, noDelay: true, keepAlive: true});
  const forget = onAbort(signal, (reason) => socket.destroy(reason));
  socket.once('error', reject);
  socket.once('connect', () => {
    forget();
    socket.off('error', reject);
    resolve(socket);
  });
  return promise;
}

/** A look-up cannot be stopped; but one need not wait for it. */
function untilAborted<T>(what: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  const {promise, reject} = Promise.withResolvers<never>();
  const forget = onAbort(signal, reject);
  return Promise.race([what, promise]).finally(forget);
}
