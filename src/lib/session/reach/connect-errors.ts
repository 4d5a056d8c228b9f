import type {Credentials} from '../../credentials/select.ts';
import {issuedByOneOf} from '../../trust/authorities.ts';
import {type AlienError, NetworkError, UserError} from '../../errors/errors.ts';
import {type Endpoint, address, isLoopback} from '../../settings/endpoint.ts';
import type {Settings} from '../../settings/configured-settings.ts';
import {UNKNOWN_ISSUER, tlsFailure} from '../../trust/tls-failure.ts';
import type {Trust} from '../../trust/trust.ts';
import {unusedAuthorities} from '../../trust/ignored-variables.ts';

/** What is known at the time a connection fails: enough to tell the cause from our own checks. */
export interface ConnectionContext {
  readonly endpoint: Endpoint;
  readonly credentials: Credentials;
  readonly trust: Trust;
  readonly settings: Settings;
}

/** The upgrade to a websocket was answered with an HTTP status other than 101. */
export function upgradeRefused(status: number, {endpoint, credentials}: ConnectionContext): AlienError {
  if (status === 401) {
    return new UserError(
      `${address(endpoint)} does not know the certificate ${credentials.certificate.subject} (${credentials.origin}).`,
      {
        code: 'NOT_ACCEPTED',
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

/** TCP or TLS failed. */
export function connectFailed(cause: Error & {code?: string}, context: ConnectionContext): AlienError {
  const {endpoint} = context;
  const code = cause.code ?? '';
  if (isUnreachable(code)) return unreachable(cause, endpoint);
  const failure = tlsFailure(code);
  const text = `The server at ${address(endpoint)} ${failure?.what}`;
  if (failure?.about === 'server') {
    const authorities = context.trust.all.origin;
    return new NetworkError(`${text} (${endpoint.origin}; authorities: ${authorities}).`, {
      cause,
      next: [...failure.next, ...(failure === UNKNOWN_ISSUER ? unusedAuthorities(context.settings.env) : [])],
    });
  }
  if (failure?.about === 'neither') {
    return new NetworkError(`${text} (${endpoint.origin}).`, {cause, next: failure.next});
  }
  // What a server says of our certificate differs from one to the next: our own look at it knows the cause.
  const foreign = unknownIssuer(cause, context);
  if (foreign !== undefined) return foreign;
  if (failure === undefined) {
    return new NetworkError(
      `The connection to ${address(endpoint)} broke while it was made: ${cause.message}`,
      {cause, next: [`Try again; check ${endpoint.origin} if it repeats.`]},
    );
  }
  const details = {cause, next: failure.next};
  return failure.about === 'client'
    ? new UserError(`${text} (${context.credentials.origin}).`, {...details, code: 'NOT_ACCEPTED'})
    : new NetworkError(`${text} (${endpoint.origin}).`, details);
}

function isUnreachable(code: string): boolean {
  return /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EADDRNOTAVAIL)$/.test(code);
}

function unreachable(cause: Error & {code?: string}, endpoint: Endpoint): NetworkError {
  const why: Record<string, string> = {
    ECONNREFUSED: 'nothing listens there',
    ENOTFOUND: 'the host name is not known',
    EAI_AGAIN: 'the host name could not be looked up',
    ETIMEDOUT: 'no answer in time',
    EHOSTUNREACH: 'there is no route to it',
    ENETUNREACH: 'there is no route to its network',
  };
  return new NetworkError(
    `No connection to the central service at ${address(endpoint)}: ${why[cause.code ?? ''] ?? cause.message}.`,
    {cause, next: reachAdvice(endpoint)},
  );
}

const PHASES = {
  connect: 'no answer',
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
  const {sandbox} = endpoint;
  const which = sandbox === undefined ? '' : ` ${sandbox}`;
  return isLoopback(endpoint.host)
    ? [
        `Look with "alien sandbox status${which}" whether your sandbox runs; "alien sandbox start${which}" starts it.`,
      ]
    : [`Check the network and ${endpoint.origin} (${endpoint.host}, port ${endpoint.port}).`];
}

/** Our certificate is of an authority that this grid does not know. */
function unknownIssuer(cause: Error, context: ConnectionContext): UserError | undefined {
  const {endpoint, credentials, trust} = context;
  const {certificate, origin} = credentials;
  if (issuedByOneOf(trust.all, certificate.x509) !== false) return undefined;
  return new UserError(
    `${address(endpoint)} refused the certificate in ${origin}: it was issued by ${certificate.issuer}, ` +
      `which is not among the authorities in ${trust.all.origin}.`,
    {
      cause,
      code: 'NOT_ACCEPTED',
      next: ['Use a certificate of an authority that this grid knows (X509_USER_CERT, X509_USER_KEY).'],
    },
  );
}
