import type {X509Certificate} from 'node:crypto';
import {createSecureContext} from 'node:tls';
import {STRICT_PROTOCOL} from './strict-protocol.ts';
import type {CertificateFacts} from './certificate.ts';
import type {CredentialKind} from './places.ts';
import type {Rejection} from './rejection.ts';

/** Kinds of keys that can sign in TLS. */
const SIGNING = new Set(['rsa', 'rsa-pss', 'ec', 'ed25519', 'ed448']);

/**
 * Whether TLS takes a certificate at all, asked of OpenSSL itself: a key that is too small, or one that cannot sign,
 * would be refused in the middle of a connection, in words that no one understands.
 * @param pem with the certificates that lead to its authority
 */
export function tlsProblem(
  kind: CredentialKind,
  {x509}: Pick<CertificateFacts, 'x509'>,
  pem: string,
  origin: string,
): Rejection | undefined {
  const why = objection(x509, pem);
  if (why === undefined) return undefined;
  return {
    kind,
    problem: 'unfit',
    reason: `the certificate in ${origin} cannot be used: ${why}`,
    next:
      kind === 'token'
        ? ['Get a new token: alien token-init']
        : ['Ask your authority for a certificate with an RSA key of 2048 bits or more.'],
  };
}

function objection(x509: X509Certificate, pem: string): string | undefined {
  const key = keyOf(x509);
  if (key === undefined) return 'its key is of a kind that is not known here';
  if (!SIGNING.has(key.type)) return `its key (${key.text}) is of a kind that TLS does not know`;
  try {
    createSecureContext({...STRICT_PROTOCOL, cert: pem});
    return undefined;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return OBJECTIONS[code]?.(key.text) ?? `OpenSSL does not take it (${key.text}, ${code})`;
  }
}

const OBJECTIONS: Readonly<Record<string, (key: string) => string>> = {
  ERR_SSL_EE_KEY_TOO_SMALL: (key) => `its key (${key}) is too small to be safe`,
  ERR_SSL_CA_KEY_TOO_SMALL: () => 'the key of an authority behind it is too small to be safe',
  ERR_SSL_CA_MD_TOO_WEAK: () => 'it is signed in a way that is not safe any more (MD5 or SHA-1)',
};

function keyOf(x509: X509Certificate): {type: string; text: string} | undefined {
  try {
    const {asymmetricKeyType: type = '', asymmetricKeyDetails: details = {}} = x509.publicKey;
    const {modulusLength: bits, namedCurve: curve} = details;
    const size = bits === undefined ? (curve ?? '') : `${bits} bits`;
    return {type, text: `${type.toUpperCase()} ${size}`.trim()};
  } catch {
    return undefined;
  }
}
