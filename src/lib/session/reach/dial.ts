import {type Socket, connect} from 'node:net';
import {isOn} from '../../settings/kinds.ts';
import type {Environment} from '../../settings/environment.ts';
import {type Lookup, addressesOf, systemLookup} from './addresses.ts';
import {race} from './race.ts';
import {onAbort, within} from '../../flow/within.ts';

/** ms after which the next address is tried besides the last one (RFC 8305, section 8) */
const STAGGER = 250;

export interface DialOptions {
  readonly env: Environment;
  /** ms that all addresses together may take; the caller's signal sees to it. Default: 10 s */
  readonly patience?: number;
  readonly signal?: AbortSignal;
  /** for tests */
  readonly find?: Lookup;
}

/**
 * Connect to a host by whichever of its addresses answers first.
 * With ALIENPY_NO_STAGGER one address is given up before the next is tried.
 * @throws the error of the first address where none can be reached; the abort reason of the signal
 */
export async function dial(host: string, port: number, options: DialOptions): Promise<Socket> {
  const {env, patience = 10_000, signal, find = systemLookup} = options;
  const addresses = await untilAborted(addressesOf(host, env, find), signal);
  const oneByOne = isOn(env['ALIENPY_NO_STAGGER']);
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
