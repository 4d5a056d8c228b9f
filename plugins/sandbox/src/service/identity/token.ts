import type {Authority} from '../../authority/authority.ts';
import {dnText} from '../../authority/certificate.ts';
import type {DistinguishedName} from '../../authority/certificate.ts';
import {isAdmin} from '../../catalogue/owners/permissions.ts';
import type {Principal} from '../../catalogue/owners/permissions.ts';
import type {Session} from './session.ts';

const DAY = 24 * 3600 * 1000;

/** The kinds of tokens, and how many days each may live, which is also the default. */
export const LONGEST = {user: 31, job: 2, jobagent: 2, host: 365};
export type TokenType = keyof typeof LONGEST;

export interface TokenWish {
  readonly type: TokenType;
  /** The account that asked, before it took another one. */
  readonly holder: Principal;
  readonly days: number | undefined;
  /** The job's or the host's name. */
  readonly extension?: string;
  /** ms after which it ends at the latest. */
  readonly life?: number | undefined;
}

export interface Token {
  readonly cert: string;
  readonly key: string;
  /** As the service writes it, with `=` inside values escaped. */
  readonly dn: string;
  /** ms since the epoch. */
  readonly expires: number;
}

/** Makes a token for the account in effect. It never outlives the certificate of the one who asks. */
export async function issueToken(
  authority: Authority,
  session: Session,
  wish: TokenWish & {readonly days: number},
): Promise<Token> {
  const subject = subjectOf(wish, session);
  const wanted = Date.now() + wish.days * DAY;
  const free = isAdmin(wish.holder) && (wish.type === 'user' || wish.type === 'host');
  const notAfter = free ? wanted : Math.min(wanted, session.certificate.expires);
  // Certificates know whole seconds.
  const expires = Math.floor(Math.min(notAfter, Date.now() + (wish.life ?? Infinity)) / 1000) * 1000;
  const names =
    wish.type === 'host' ? [wish.extension ?? 'localhost'] : ['localhost', 'localhost.localdomain'];
  const {cert, key} = await authority.issue({subject, notAfter: expires, dnsNames: names}, 'token');
  const shown = subject.map(([name, value]) => [name, value.replaceAll('=', '\\=')] as const);
  return {cert, key, dn: dnText(shown), expires};
}

function subjectOf({type, holder, extension}: TokenWish, session: Session): DistinguishedName {
  const {account} = session;
  const start = [
    ['C', 'ch'],
    ['O', 'AliEn2'],
  ] as const;
  if (type === 'jobagent') return [...start, ['CN', 'JobAgent']];
  if (type === 'host') return [...start, ['OU', 'ALICE'], ['CN', extension ?? 'localhost']];
  if (type === 'job') {
    return [...start, ['CN', 'Jobs'], ['CN', account.name], ['OU', account.name], ['OU', extension ?? '']];
  }
  // A role is noted beside the name of its holder; an account taken over by an admin stands for itself.
  const name = holder.roles.includes(account.name) ? holder.name : account.name;
  return [...start, ['CN', 'Users'], ['CN', name], ['OU', account.name]];
}
