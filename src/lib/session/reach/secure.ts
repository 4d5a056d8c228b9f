import type {Socket} from 'node:net';
import {isIP} from 'node:net';
import {type SecureContext, type TLSSocket, connect, createSecureContext} from 'node:tls';
import type {Credentials} from '../../credentials/select.ts';
import type {Endpoint} from '../../settings/endpoint.ts';
import {chainOf, identityCheck} from '../../trust/server-identity.ts';
import type {Trust} from '../../trust/trust.ts';
import {unswayed, verifiedTls} from '../../trust/verified-tls.ts';
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
 * is sent over it. Whatever fails, the connection is closed.
 * @throws the error of TLS; the abort reason of `signal`
 */
export async function secure(
  socket: Socket,
  endpoint: Endpoint,
  identity: Identity,
  signal: AbortSignal,
): Promise<TLSSocket> {
  const {promise, resolve, reject} = Promise.withResolvers<void>();
  const forget = onAbort(signal, (reason) => socket.destroy(reason));
  // As long as there is no TLS on top of it, no one else hears how the connection ends.
  socket.once('error', reject);
  let secured: TLSSocket | undefined;
  try {
    secured = start(socket, endpoint, identity);
    const closed = (): void => reject(new Error('The server closed the connection.'));
    secured.once('error', reject).once('close', closed).once('secureConnect', resolve);
    await promise;
    // With TLS 1.3 a server looks at our certificate afterwards: its alert may come before anyone listens for it.
    secured
      .on('error', () => {})
      .off('error', reject)
      .off('close', closed);
    identity.trust.verified(chainOf(secured.getPeerCertificate(true)));
    return secured;
  } catch (error) {
    promise.catch(() => {}); // it may fail once more while it is closed
    secured?.destroy();
    socket.destroy();
    throw error;
  } finally {
    forget();
  }
}

/** @throws the error of OpenSSL for a certificate or key that it does not take */
function start(socket: Socket, endpoint: Endpoint, {credentials, trust}: Identity): TLSSocket {
  const secureContext = contextOf(credentials, trust);
  return unswayed(() =>
    connect({
      socket,
      host: endpoint.host,
      servername: isIP(endpoint.host) === 0 ? endpoint.host : '', // addresses are not sent as names
      secureContext,
      rejectUnauthorized: true,
      checkServerIdentity: identityCheck(endpoint, trust.directory),
    }),
  );
}

function contextOf(credentials: Credentials, trust: Trust): SecureContext {
  const {certificates, isComplete} = trust.current;
  const known = contexts.get(credentials);
  if (known?.isComplete === isComplete) return known.context;
  const context = createSecureContext({
    ...verifiedTls({certificates}),
    cert: credentials.certificatePem,
    key: credentials.keyPem,
  });
  contexts.set(credentials, {isComplete, context});
  return context;
}
