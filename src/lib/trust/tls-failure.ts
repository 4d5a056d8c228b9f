import {REVOKED, UNREADABLE} from './server-identity.ts';

/** What a failed TLS connection is about. */
export interface TlsFailure {
  /** the certificate of the server, that of the client, neither, or perhaps that of the client */
  readonly about: 'server' | 'client' | 'neither' | 'perhaps client';
  /** what the server does or has, to stand behind its name */
  readonly what: string;
  readonly next: readonly string[];
}

const CHECK_CLOCK = 'Check the clock of this machine (date -u).';
const TELL_SERVICE = 'Tell those who run the service; until it is mended there is no safe connection.';
const CHECK_ADDRESS = 'Check host and port: is that really a server of this kind?';
const CHECK_AUTHORITIES =
  'Set X509_CERT_DIR to the directory with the CA certificate of this server; alien getCAcerts fetches new ones.';
const LOOK_AT_YOURS = 'Look at yours with alien cert-info and alien token-info; alien doctor says more.';
const DO_NOT_GO_ON = 'Do not go on if the address is right: another machine may pretend to be the server.';

const of =
  (about: TlsFailure['about']) =>
  (what: string, ...next: string[]): TlsFailure => ({about, what, next});
const server = of('server');
const client = of('client');
const neither = of('neither');
const perhaps = of('perhaps client');

/** The only one that other authorities would help against. */
export const UNKNOWN_ISSUER = server(
  'has a certificate that was not issued by an authority of this grid',
  CHECK_AUTHORITIES,
);
const OTHER_HOST = server('shows a certificate for another host', CHECK_ADDRESS, DO_NOT_GO_ON);
const BAD_CHAIN = server('has a certificate whose chain of authorities is not sound', TELL_SERVICE);
const BAD_DATES = server('has a certificate whose dates cannot be read', TELL_SERVICE);
const CLIENT_REFUSED = client('refused your certificate', LOOK_AT_YOURS);
const OLD_PROTOCOL = neither(
  'speaks only versions of TLS that are not safe any more (this program needs TLS 1.2 or newer)',
  TELL_SERVICE,
);
const NO_TLS = neither('does not speak TLS on this port', CHECK_ADDRESS);
const WEAK_SERVER = server('has a key or a signature that is too weak to be safe', TELL_SERVICE);
const NO_COMMON = perhaps(
  'found no protocol, cipher or certificate that both sides take',
  'Look at your certificate with alien cert-info.',
  TELL_SERVICE,
);
const NAME_UNKNOWN = neither('does not know the name by which it was called', CHECK_ADDRESS);
const BROKEN = perhaps(
  'does not keep to the rules of TLS',
  CHECK_ADDRESS,
  'Try again; tell the service if it repeats.',
);

/** By the names of the alerts that a server sends (RFC 8446, section 6), whatever the version of the protocol. */
const ALERTS = table({
  BAD_CERTIFICATE: CLIENT_REFUSED,
  NO_CERTIFICATE: CLIENT_REFUSED,
  CERTIFICATE_UNKNOWN: CLIENT_REFUSED,
  CERTIFICATE_REQUIRED: CLIENT_REFUSED,
  ACCESS_DENIED: CLIENT_REFUSED,
  DECRYPT_ERROR: CLIENT_REFUSED,
  UNSUPPORTED_CERTIFICATE: client('does not take certificates of the kind of yours', LOOK_AT_YOURS),
  CERTIFICATE_REVOKED: client('takes your certificate for revoked', LOOK_AT_YOURS),
  CERTIFICATE_EXPIRED: client('takes your certificate for expired', CHECK_CLOCK, LOOK_AT_YOURS),
  UNKNOWN_CA: client('does not know the authority that issued your certificate', LOOK_AT_YOURS),
  PROTOCOL_VERSION: OLD_PROTOCOL,
  INAPPROPRIATE_FALLBACK: OLD_PROTOCOL,
  HANDSHAKE_FAILURE: NO_COMMON,
  INSUFFICIENT_SECURITY: NO_COMMON,
  UNRECOGNIZED_NAME: NAME_UNKNOWN,
  INTERNAL_ERROR: perhaps('has an error of its own', 'Try again later; tell the service if it repeats.'),
  USER_CANCELLED: perhaps('broke the connection off', 'Try again.'),
});

/** By Node's other codes: those of OpenSSL's verification, and its own complaints about what a server sends. */
const CODES = table({
  ERR_TLS_CERT_ALTNAME_INVALID: OTHER_HOST,
  HOSTNAME_MISMATCH: OTHER_HOST,
  CERT_HAS_EXPIRED: server('has a certificate that is expired', CHECK_CLOCK, TELL_SERVICE),
  CERT_NOT_YET_VALID: server('has a certificate that is not yet valid', CHECK_CLOCK, TELL_SERVICE),
  [REVOKED]: server(
    'has a certificate that is revoked',
    'Do not go on: its key may be stolen. Tell the service.',
  ),
  [UNREADABLE]: server('has a certificate that cannot be checked', TELL_SERVICE),
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_ISSUER,
  UNABLE_TO_GET_ISSUER_CERT: UNKNOWN_ISSUER,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_ISSUER,
  SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_ISSUER,
  DEPTH_ZERO_SELF_SIGNED_CERT: UNKNOWN_ISSUER,
  CERT_UNTRUSTED: UNKNOWN_ISSUER,
  CERT_REJECTED: UNKNOWN_ISSUER,
  CERT_SIGNATURE_FAILURE: UNKNOWN_ISSUER,
  UNABLE_TO_DECRYPT_CERT_SIGNATURE: BAD_CHAIN,
  UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY: BAD_CHAIN,
  CERT_CHAIN_TOO_LONG: BAD_CHAIN,
  PATH_LENGTH_EXCEEDED: BAD_CHAIN,
  INVALID_CA: BAD_CHAIN,
  INVALID_PURPOSE: server('has a certificate that is not meant for servers', TELL_SERVICE),
  ERROR_IN_CERT_NOT_BEFORE_FIELD: BAD_DATES,
  ERROR_IN_CERT_NOT_AFTER_FIELD: BAD_DATES,
  UNSPECIFIED: WEAK_SERVER, // what Node has no name for: keys and signatures below the level of security
  ERR_SSL_DH_KEY_TOO_SMALL: WEAK_SERVER,
  ERR_SSL_UNSUPPORTED_PROTOCOL: OLD_PROTOCOL,
  ERR_SSL_VERSION_TOO_LOW: OLD_PROTOCOL,
  ERR_SSL_UNSAFE_LEGACY_RENEGOTIATION_DISABLED: OLD_PROTOCOL,
  ERR_SSL_WRONG_VERSION_NUMBER: NO_TLS,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: NO_TLS,
  ERR_SSL_HTTP_REQUEST: NO_TLS,
  ERR_SSL_NO_CIPHERS_AVAILABLE: NO_COMMON,
  ERR_SSL_WRONG_CIPHER_RETURNED: NO_COMMON,
  ERR_SSL_UNKNOWN_CIPHER_RETURNED: NO_COMMON,
  ERR_SSL_NO_SUITABLE_SIGNATURE_ALGORITHM: NO_COMMON,
});

const ALERT = /^ERR_SSL_(?:SSLV3|TLSV1|TLSV13|SSL\/TLS)_(?:ALERT_)?(\w+)$/;
/** For codes that no row names. */
const OF_VERIFICATION =
  /^(?:UNABLE_TO_|CERT_|CRL_|SELF_SIGNED_|DEPTH_ZERO_|ERROR_IN_|INVALID_|ERR_TLS_CERT_)/;
const OF_TLS = /^(?:ERR_SSL_|ERR_TLS_|EPROTO$)/;

/**
 * What the code of a failed connection means, in plain words; undefined where it is not one of TLS.
 * @param code of Node's error
 */
export function tlsFailure(code: string): TlsFailure | undefined {
  const known = CODES.get(code) ?? ALERTS.get(ALERT.exec(code)?.[1] ?? '');
  if (known !== undefined) return known;
  if (OF_VERIFICATION.test(code))
    return server(`has a certificate that cannot be trusted (${code})`, TELL_SERVICE);
  return OF_TLS.test(code) ? {...BROKEN, what: `${BROKEN.what} (${code})`} : undefined;
}

function table(rows: Record<string, TlsFailure>): ReadonlyMap<string, TlsFailure> {
  return new Map(Object.entries(rows));
}
