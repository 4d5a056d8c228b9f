import type {Socket} from 'node:net';
import type {TLSSocket} from 'node:tls';
import type {Settings} from '../../settings/configured-settings.ts';
import {AlienError} from '../../errors/errors.ts';
import {connectFailed, saysNothing} from './connect-errors.ts';
import {type Endpoint, isLoopback} from '../../settings/endpoint.ts';
import type {Limits} from '../../settings/limits.ts';
import {type DialOptions, dial, dialling} from './dial.ts';
import {checkPeer} from './peer.ts';
import {proxyFor} from './proxy.ts';
import {type Identity, secure} from './secure.ts';
import {tunnel} from './tunnel.ts';
import {within} from '../../flow/within.ts';

/** What it takes to get to a service. */
export interface Route extends Identity {
  readonly endpoint: Endpoint;
  readonly settings: Settings;
  readonly limits: Limits;
}

/**
 * A verified TLS connection to a service, directly or through a proxy.
 * @throws {NetworkError} 107; {UserError} 129 where the certificate is not accepted; the abort reason of `signal`
 */
export async function reach(route: Route, signal?: AbortSignal): Promise<TLSSocket> {
  try {
    return await attempt(route, signal);
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof AlienError) throw error;
    if (route.trust.current.isComplete) throw connectFailed(error as Error, route);
  }
  // With some of the authorities it did not work: what remains is decided with all of them.
  route.trust.widen();
  return reach(route, signal);
}

async function attempt(route: Route, signal?: AbortSignal): Promise<TLSSocket> {
  const {endpoint, limits} = route;
  const patience = endpoint.isJBox ? limits.connectJBox : limits.connect;
  const socket = await within(
    patience,
    () => saysNothing('connect', patience, endpoint),
    (s) => plainSocket(route, {...dialling(route.settings), patience, signal: s}),
    signal,
  );
  if (endpoint.isJBox && isLoopback(endpoint.host)) refuseStrangers(socket, endpoint);
  return within(
    limits.tls,
    () => saysNothing('tls', limits.tls, endpoint),
    (s) => secure(socket, endpoint, route, s),
    signal,
  );
}

/** Before a byte of ours is sent: its host name is not verified either. */
function refuseStrangers(socket: Socket, endpoint: Endpoint): void {
  try {
    checkPeer(socket, endpoint);
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

function plainSocket({endpoint, settings}: Route, options: DialOptions): Promise<Socket> {
  const proxy = proxyFor(endpoint, settings.env);
  return proxy ? tunnel(proxy, endpoint, options) : dial(endpoint.host, endpoint.port, options);
}
