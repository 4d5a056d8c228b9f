import type {DetailedPeerCertificate, PeerCertificate} from 'node:tls';
import {checkServerIdentity} from 'node:tls';
import {isLoopback, type Endpoint} from '../settings/endpoint.ts';
import {isRevoked} from './revocation.ts';

/** The code of the error for a certificate that its authority has revoked. */
export const REVOKED = 'CERT_REVOKED';
/** The code of the error for one of which no one can tell whether it is sound. */
export const UNREADABLE = 'CERT_UNREADABLE';

/** Tells TLS what is wrong with a server whose chain is verified; undefined for nothing. */
type IdentityCheck = (host: string, certificate: PeerCertificate) => Error | undefined;

/**
 * What is left to check when the chain of a server is verified: that nothing of it is revoked, and that the
 * certificate is one for this host. A JBox on this machine is the one exception for the name: it shows the
 * certificate of its job, and no one else can listen there in its place but this machine.
 * @param directory where revocation lists may be; undefined where the authorities came from a single file
 */
export function identityCheck(endpoint: Endpoint, directory: string | undefined): IdentityCheck {
  const isExempt = endpoint.isJBox && isLoopback(endpoint.host);
  return isExempt
    ? returned((_host, certificate) => revocation(directory, certificate))
    : hostCheck(directory);
}

/** The same for any host, without an exception. */
export function hostCheck(directory: string | undefined): IdentityCheck {
  return returned(
    (host, certificate) => revocation(directory, certificate) ?? checkServerIdentity(host, certificate),
  );
}

/**
 * What is thrown is a refusal too: TLS calls this from an event, where no one catches. A certificate that cannot be
 * read has not been checked.
 */
function returned(check: IdentityCheck): IdentityCheck {
  return (host, certificate) => {
    try {
      return check(host, certificate);
    } catch (error) {
      return Object.assign(error instanceof Error ? error : new Error(String(error)), {code: UNREADABLE});
    }
  };
}

function revocation(directory: string | undefined, certificate: PeerCertificate): Error | undefined {
  if (directory === undefined || !chainOf(certificate).some((der) => isRevoked(directory, der)))
    return undefined;
  return Object.assign(new Error('The certificate is revoked.'), {code: REVOKED});
}

/** The certificates from the server's own to the root, as DER. */
export function chainOf(certificate: PeerCertificate): Buffer[] {
  const chain: Buffer[] = [];
  let at: DetailedPeerCertificate | undefined = certificate as DetailedPeerCertificate;
  // A root is its own issuer.
  while (at?.raw !== undefined && !chain.some((der) => der.equals(at?.raw as Buffer))) {
    chain.push(at.raw);
    at = at.issuerCertificate;
  }
  return chain;
}
