import type {X509Certificate} from 'node:crypto';
import type {Catalogue} from '../../catalogue/catalogue.ts';
import {mayBecome} from '../../catalogue/owners/permissions.ts';
import type {Principal} from '../../catalogue/owners/permissions.ts';
import {Session} from './session.ts';

const TOKEN = /^\/C=ch\/O=AliEn2\/CN=(?:Users|Jobs)\/CN=([^/]+)\/OU=([^/]+)/;

/** The session of the one who shows this certificate; undefined if no one of the sandbox does. */
export function logIn(catalogue: Catalogue, certificate: X509Certificate, from: string): Session | undefined {
  const subject = subjectOf(certificate);
  const account = accountOf(catalogue, subject);
  if (account === undefined) return undefined;
  return new Session(account, {subject, expires: Date.parse(certificate.validTo)}, from);
}

/** The subject as one line, `/C=ch/O=AliEn2/CN=...`. */
function subjectOf(certificate: X509Certificate): string {
  return certificate.subject
    .split('\n')
    .map((part) => `/${part}`)
    .join('');
}

function accountOf(catalogue: Catalogue, subject: string): Principal | undefined {
  const [, name, role] = TOKEN.exec(subject) ?? [];
  if (name === undefined || role === undefined) return catalogue.users.bySubject(subject);
  const user = catalogue.users.byName(name);
  if (user === undefined || !mayBecome(user, role)) return undefined;
  return role === name ? user : catalogue.users.account(role);
}
