import type {Credentials} from '../credentials/select.ts';
import {issuedByOneOf} from '../trust/authorities.ts';
import {type AlienError, NetworkError, UserError} from '../errors/errors.ts';
import {type Endpoint, address, isLoopback} from '../settings/endpoint.ts';
import {REVOKED} from '../trust/server-identity.ts';
import type {Trust} from '../trust/trust.ts';

/** What is known at the time a connection fails: enough to tell the cause from our own checks. */
export interface ConnectionContext {
  readonly endpoint: Endpoint;
  readonly credentials: Credentials;
  readonly trust: Trust;
}

/** The upgrade to a websocket was answered with an HTTP status other than 101. */
export function upgradeRefused(status: number, {endpoint, credentials}: ConnectionContext): AlienError {
  if (status === 401) {
    return new UserError(
      `${address(endpoint)} does not know the certificate ${credentials.certificate.subject} (${credentials.origin}).`,
      {
        exitCode: 129,
        next: [
          'Register the certificate with the ALICE VO, or use another one (X509_USER_CERT, X509_USER_KEY).',
        ],
      },
    );
  }
  return new NetworkError(`${address(endpoint)} refused the session with HTTP status ${status}.`, {
    next: [`Check that ${endpoint.origin} names a central service of ALICE.`],
  });
}

/** TCP or TLS failed. The alerts of TLS servers differ, so the cause comes from our own look at the certificate. */
export function connectFailed(cause: Error & {code?: string}, context: ConnectionContext): AlienError {
  const {endpoint, trust} = context;
  const code = cause.code ?? '';
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return new NetworkError(`The server at ${address(endpoint)} shows a certificate for another host.`, {
      cause,
      next: [
        `Check the host in ${endpoint.origin}; do not go on if it is right: somebody may be in between.`,
      ],
    });
  }
  if (UNTRUSTED_SERVER.has(code)) {
    return new NetworkError(
      `The certificate of ${address(endpoint)} was not issued by an authority in ${trust.all.origin}.`,
      {
        cause,
        next: ['Set X509_CERT_DIR to the directory that holds the CA certificate of this server.'],
      },
    );
  }
  if (code === 'CERT_HAS_EXPIRED') {
    return new NetworkError(`The certificate of the server ${address(endpoint)} is expired.`, {
      cause,
      next: [
        'Check the clock of this machine; if it is right, tell the service that its certificate is expired.',
      ],
    });
  }
  if (code === REVOKED) {
    return new NetworkError(`The certificate of the server ${address(endpoint)} is revoked.`, {
      cause,
      next: ['Do not go on: somebody may have stolen its key. Tell the service.'],
    });
  }
  if (isUnreachable(code)) return unreachable(cause, endpoint);
  return handshakeFailed(cause, context);
}

const UNTRUSTED_SERVER = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'CERT_SIGNATURE_FAILURE',
]);

function isUnreachable(code: string): boolean {
  return /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EADDRNOTAVAIL)$/.test(code);
}

function unreachable(cause: Error & {code?: string}, endpoint: Endpoint): NetworkError {
  const why: Record<string, string> = {
    ECONNREFUSED: 'nothing listens there',
    ENOTFOUND: 'the host name is not known',
    EAI_AGAIN: 'the host name could not be looked up',
    ETIMEDOUT: 'no answer in time',
    EHOSTUNREACH: 'there is no way to it',
    ENETUNREACH: 'there is no way to its network',
  };
  return new NetworkError(
    `No connection to the central service at ${address(endpoint)}: ${why[cause.code ?? ''] ?? cause.message}.`,
    {cause, next: reachAdvice(endpoint)},
  );
}

const PHASES = {
  connect: 'nobody answered',
  tls: 'it took the connection and then said nothing (TLS)',
  upgrade: 'it took the certificate and then said nothing (websocket)',
};

/** One step on the way to a session took longer than its limit. @param ms the limit */
export function saysNothing(phase: keyof typeof PHASES, ms: number, endpoint: Endpoint): NetworkError {
  return new NetworkError(
    `No connection to the central service at ${address(endpoint)}: ${PHASES[phase]} for ${seconds(ms)}.`,
    {next: reachAdvice(endpoint)},
  );
}

/** A time for people: seconds, with a decimal where it is short. */
export function seconds(ms: number): string {
  return `${ms < 10_000 ? Math.round(ms / 100) / 10 : Math.round(ms / 1000)} s`;
}

/** What to do when a service cannot be reached: a sandbox is started, the real one is waited for. */
export function reachAdvice(endpoint: Endpoint): string[] {
  return isLoopback(endpoint.host)
    ? ['Look with "alien sandbox status" whether your sandbox runs; "alien sandbox start" starts it.']
    : [`Check the network and ${endpoint.origin} (${endpoint.host}, port ${endpoint.port}).`];
}

function handshakeFailed(cause: Error, {endpoint, credentials, trust}: ConnectionContext): AlienError {
  const {certificate, origin} = credentials;
  const authorities = trust.all;
  if (issuedByOneOf(authorities, certificate.x509) === false) {
    return new UserError(
      `${address(endpoint)} refused the certificate in ${origin}: it was issued by ${certificate.issuer}, ` +
        `which is not among the authorities in ${authorities.origin}.`,
      {
        cause,
        exitCode: 129,
        next: ['Use a certificate of an authority that this grid knows (X509_USER_CERT, X509_USER_KEY).'],
      },
    );
  }
  return new NetworkError(
    `The connection to ${address(endpoint)} broke while it was made: ${cause.message}`,
    {
      cause,
      next: [
        `The certificate in ${origin} looks right from here. Try again; check ${endpoint.origin} if it repeats.`,
      ],
    },
  );
}
