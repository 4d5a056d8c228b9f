import {X509Certificate} from 'node:crypto';
import {createSecureContext} from 'node:tls';
import {STRICT_PROTOCOL} from './strict-protocol.ts';
import {type CertificateFacts, furtherCertificates} from './certificate.ts';
import type {CredentialKind} from './places.ts';
import type {Rejection} from './rejection.ts';

/** Kinds of keys that can sign in TLS. */
const SIGNING = new Set(['rsa', 'rsa-pss', 'ec', 'ed25519', 'ed448']);

/**
 * Whether TLS takes a certificate at all, asked of OpenSSL itself: a key that is too small, or one that cannot sign,
 * would be refused in the middle of a connection, in words that no one understands. Of what is strong OpenSSL is not
 * asked: TLS is much to load for that.
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
  if (isStrong(x509) && isStrongChain(pem)) return undefined;
  try {
    createSecureContext({...STRICT_PROTOCOL, cert: pem, ca: []}); // else Node reads all authorities of the world
    return undefined;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return OBJECTIONS[code]?.(key.text) ?? `OpenSSL does not take it (${key.text}, ${code})`;
  }
}

/** What OpenSSL takes at every level of security that it comes with. */
const STRONG = {
  rsaBits: 2048,
  curves: new Set(['prime256v1', 'secp384r1', 'secp521r1']),
  signatures: /^(?:sha(?:256|384|512)WithRSAEncryption|ecdsa-with-SHA(?:256|384|512))$/,
};

function isStrong({publicKey, signatureAlgorithm}: X509Certificate): boolean {
  const {modulusLength = 0, namedCurve = ''} = publicKey.asymmetricKeyDetails ?? {};
  const isStrongKey =
    publicKey.asymmetricKeyType === 'rsa'
      ? modulusLength >= STRONG.rsaBits
      : publicKey.asymmetricKeyType === 'ec' && STRONG.curves.has(namedCurve);
  return isStrongKey && STRONG.signatures.test(signatureAlgorithm ?? '');
}

/** Whether all of a PEM text is understood, and what stands behind the first certificate is strong too. */
function isStrongChain(pem: string): boolean {
  const count = pem.match(/-----BEGIN /g)?.length;
  try {
    void new X509Certificate(pem);
    const others = furtherCertificates(pem);
    return count === others.length + 1 && others.every(isStrong);
  } catch {
    return false;
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
