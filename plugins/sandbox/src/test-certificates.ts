import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {userSubject} from './authority/authority.ts';
import type {Authority, Credentials} from './authority/authority.ts';
import {issueCertificate} from './authority/certificate.ts';
import type {KeySource} from './authority/keys.ts';

const HOUR = 3600 * 1000;

/** Certificates that a server must refuse, and one that it must not. */
export interface TestCertificates {
  /** Of a registered user, but its time is over. */
  expired(user?: string): Promise<Credentials>;
  /** Of a registered user, from tomorrow on. */
  notYetValid(user?: string): Promise<Credentials>;
  /** Of a registered user, sound but for its key: an RSA one in PEM. */
  withKey(key: string, user?: string): Promise<Credentials>;
  /** Of the right name, but from another authority. */
  foreign(user?: string): Promise<Credentials>;
  /** A token of a month whose last two hours have begun. */
  agedToken(user?: string): Promise<Credentials>;
  /** Sound, but no one's. */
  unregistered(): Promise<Credentials>;
  /** The authority's own certificate. */
  readonly ca: string;
}

/** The certificates of an authority; `defaultUser` is whose they are where no one is named. */
export function certificatesOf(authority: Authority, keys: KeySource, defaultUser: string): TestCertificates {
  const tomorrow = (): number => Date.now() + 24 * HOUR;
  return {
    ca: authority.caPem,
    expired: (user = defaultUser) =>
      authority.issue(
        {subject: userSubject(user), notBefore: Date.now() - 48 * HOUR, notAfter: Date.now() - 24 * HOUR},
        'expired',
      ),
    notYetValid: (user = defaultUser) =>
      authority.issue(
        {subject: userSubject(user), notBefore: tomorrow(), notAfter: tomorrow() + 24 * HOUR},
        'not-yet-valid',
      ),
    withKey: (key, user = defaultUser) =>
      authority.issue({subject: userSubject(user), key, notAfter: tomorrow()}, ''),
    async foreign(user = defaultUser) {
      const [caKey, key] = await Promise.all([keys('foreign-ca'), keys('foreign')]);
      const notAfter = tomorrow();
      const ca = await issueCertificate({
        subject: [
          ['C', 'ch'],
          ['O', 'Elsewhere'],
          ['CN', 'Foreign CA'],
        ],
        key: caKey,
        usage: 'ca',
        notAfter,
      });
      const request = {subject: userSubject(user), key, usage: 'client', notAfter} as const;
      return {key, cert: await issueCertificate(request, {certificate: ca, key: caKey})};
    },
    agedToken: (user = defaultUser) =>
      authority.issue(
        {
          subject: [
            ['C', 'ch'],
            ['O', 'AliEn2'],
            ['CN', 'Users'],
            ['CN', user],
            ['OU', user],
          ],
          notBefore: Date.now() - 31 * 24 * HOUR,
          notAfter: Date.now() + 2 * HOUR,
        },
        'aged-token',
      ),
    unregistered: () =>
      authority.issue({subject: userSubject('nobody'), notAfter: tomorrow()}, 'unregistered'),
  };
}

/** Writes a certificate and its key where the variables of an environment point to. */
export function useCredentials(
  env: Record<string, string>,
  credentials: Credentials,
  folder: string,
): Record<string, string> {
  const cert = join(folder, 'cert.pem');
  const key = join(folder, 'key.pem');
  writeFileSync(key, credentials.key, {mode: 0o600});
  writeFileSync(cert, credentials.cert);
  return {...env, X509_USER_CERT: cert, X509_USER_KEY: key};
}
