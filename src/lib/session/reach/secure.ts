import type {Socket} from 'node:net';
import {isIP} from 'node:net';
import {type SecureContext, type TLSSocket, connect, createSecureContext} from 'node:tls';
import type {Credentials} from '../../credentials/select.ts';
import type {Endpoint} from '../../settings/endpoint.ts';
import {chainOf, identityCheck} from '../../trust/server-identity.ts';
import type {Trust} from '../../trust/trust.ts';
import {onAbort} from '../../flow/within.ts';

/** How a session proves who it is, and whom it believes. */
export interface Identity {
  readonly credentials: Credentials;
  readonly trust: Trust;
}

/** Parsed once for all connections of an identity and a set of authorities. */
const contexts = new WeakMap<Credentials, {readonly isComplete: boolean; readonly context: SecureContext}>();

/**
 * TLS over a connection: the server's chain, its revocation lists and its name are verified before a byte of ours
 * is sent over it.
 * @throws the error of TLS; the abort reason of `signal`
 */
export async function secure(
  socket: Socket,
  endpoint: Endpoint,
  {credentials, trust}: Identity,
  signal: AbortSignal,
): Promise<TLSSocket> {
  const {promise, resolve, reject} = Promise.withResolvers<TLSSocket>();
  const forget = onAbort(signal, (reason) => socket.destroy(reason));
  const secured = connect({
    socket,
    host: endpoint.host,
    servername: isIP(endpoint.host) === 0 ? endpoint.host : '', // addresses are not sent as names
    secureContext: contextOf(credentials, trust),
    checkServerIdentity: identityCheck(endpoint, trust.directory),
  });
  const closed = (): void => reject(new Error('The server closed the connection.'));
  secured.once('error', reject).once('close', closed);
  secured.once('secureConnect', () => {
    secured.off('error', reject).off('close', closed);
    resolve(secured);
  });
  try {
    await promise;
    trust.verified(chainOf(secured.getPeerCertificate(true)));
    return secured;
  } catch (error) {
    secured.destroy();
    throw error;
  } finally {
    forget();
  }
}

function contextOf(credentials: Credentials, trust: Trust): SecureContext {
  const {certificates, isComplete} = trust.current;
  const known = contexts.get(credentials);
  if (known?.isComplete === isComplete) return known.context;
  const context = createSecureContext({
    ca: [...certificates],
    cert: credentials.certificatePem,
    key: credentials.keyPem,
    minVersion: 'TLSv1.2',
  });
  contexts.set(credentials, {isComplete, context});
  return context;
}
