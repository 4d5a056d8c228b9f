import {UserError} from '../errors/errors.ts';
import {type CertificateFacts, utcText} from './certificate.ts';
import type {CredentialFile} from './credential-file.ts';
import type {CredentialKind} from './places.ts';
import {shellWord} from '../words/shell-word.ts';

/** Why a place gave nothing. `absent`: there is no certificate, which is no one's fault. */
export interface Rejection {
  readonly kind: CredentialKind;
  readonly problem: 'absent' | 'unreadable' | 'exposed' | 'expired' | 'not-yet-valid' | 'unfit' | 'mismatch';
  /** without a full stop, fit to stand behind `token: ` */
  readonly reason: string;
  /** commands that help */
  readonly next: readonly string[];
}

/** A certificate that ends within this time is as good as expired: a command may outlive it. */
const MARGIN_MS = 600_000;

const NOT_USABLE = 126;
const MISMATCH = 42;

/** Whether it is the time of a certificate. */
export function timeProblem(
  kind: CredentialKind,
  {begins, ends}: CertificateFacts,
  origin: string,
  now: Date,
): Rejection | undefined {
  if (begins > now) {
    return {
      kind,
      problem: 'not-yet-valid',
      reason: `the certificate in ${origin} is valid only from ${utcText(begins)} UTC; it is ${utcText(now)} here`,
      next: ['Check the clock of this machine: date -u'],
    };
  }
  if (ends.getTime() >= now.getTime() + MARGIN_MS) return undefined;
  const verb = ends < now ? 'expired at' : 'expires within ten minutes, at';
  return {
    kind,
    problem: 'expired',
    reason: `the certificate in ${origin} ${verb} ${utcText(ends)} UTC`,
    next:
      kind === 'token'
        ? ['Get a new token: alien token-init', 'or remove the old one: alien token-destroy']
        : [
            'Get a new certificate from your authority (CERN: https://ca.cern.ch), then: alien cert import -f FILE.p12',
          ],
  };
}

/** Whether others can read a key. Someone who can acts as you while the certificate is valid. */
export function exposureProblem(
  kind: CredentialKind,
  path: string,
  {mode, owner}: Pick<CredentialFile, 'mode' | 'owner'>,
): Rejection | undefined {
  if ((mode & 0o077) === 0) return undefined;
  const bits = (mode & 0o777).toString(8).padStart(4, '0');
  const file = shellWord(path);
  const isOurs = owner === process.getuid?.();
  return {
    kind,
    problem: 'exposed',
    reason: `the key in ${path} is open to others (mode ${bits})`,
    next: isOurs
      ? [`chmod ${kind === 'token' ? '400' : '600'} ${file}`]
      : [`It is not yours, so make a copy that is: install -m 600 ${file} ~/.globus/userkey.pem`],
  };
}

/** The error where no place has anything to log in with: all places, and what helps with the first real problem. */
export function noCredentials(rejections: readonly Rejection[]): UserError {
  const details = rejections.map(({kind, reason}) => `${kind}: ${reason}`).join('\n  ');
  const serious = rejections.find(({problem}) => problem !== 'absent');
  if (serious === undefined) {
    return new UserError(`No certificate to log in with.\n  ${details}`, {
      code: 'NO_CREDENTIALS',
      next: [
        'On the real grid: "alien cert import FILE.p12" puts your certificate and key into ~/.globus;',
        '  or name them in X509_USER_CERT and X509_USER_KEY.',
        'Without a certificate: start a grid of your own with "alien sandbox start", then eval "$(alien sandbox env)".',
      ],
    });
  }
  const {problem, next} = serious;
  if (problem === 'expired') {
    return new UserError(`The certificate is expired.\n  ${details}`, {code: 'CERTIFICATE_EXPIRED', next});
  }
  return new UserError(`No usable certificate.\n  ${details}`, {
    exitCode: problem === 'mismatch' ? MISMATCH : NOT_USABLE,
    next: next.length > 0 ? next : ['Mend or remove the file named above.'],
  });
}
