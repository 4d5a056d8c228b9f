import {UserError} from '../errors/errors.ts';
import type {SessionEvent, SessionObserver} from '../session/requests/events.ts';
import type {Requester} from '../session/requests/requester.ts';
import type {CertificateFacts} from '../credentials/certificate.ts';
import {inspectCertificate} from '../credentials/inspect.ts';
import {isTokenNamed, tokenPlace} from '../credentials/places.ts';
import type {Environment} from '../settings/environment.ts';
import {isEncrypted} from '../credentials/private-key.ts';
import {selectCredentials} from '../credentials/select.ts';
import {requestToken} from './token.ts';
import {tokenFiles, tokenLock, writeToken} from './token-store.ts';

const DAY_MS = 86_400_000;

/** Between two looks at the token; longer than any attempt to renew it. */
const BETWEEN_LOOKS_MS = 600_000;

/** The command that it happens beside may be done already, and ends no earlier than this attempt. */
const PATIENCE_MS = 20_000;

/**
 * What came of a look at the token. `not-ours`: variables name it, or it is no user's token; `none`: there is none;
 * `not-due`: it lives long enough; `pointless`: the user certificate ends as early, or needs a pass phrase;
 * `busy`: another process is at it; `renewed`: there is a new one now.
 */
export type RenewalOutcome = 'not-ours' | 'none' | 'not-due' | 'pointless' | 'busy' | 'renewed';

export interface RenewalOptions {
  readonly env: Environment;
  /** Logged in, or going to log in, with the user certificate: a token outlives nothing that it was made with. */
  readonly requester: Requester;
  readonly now?: Date;
  readonly signal?: AbortSignal;
}

/**
 * Replace the token by a new one of the same kind and length if the last tenth of its life has begun, the last day
 * at most. Of several processes one does it; the others go on with the old token, which is good for a while yet.
 * @throws {UserError} where the files of the token are not safe to write; {ServerError} for a refusal;
 *   {NetworkError} without a connection
 */
export async function renewToken(options: RenewalOptions): Promise<RenewalOutcome> {
  const {env, requester, now = new Date(), signal} = options;
  const old = dueToken(env, now);
  if (typeof old === 'string') return old;
  if (!canOutlive(old, env, now)) return 'pointless';
  const files = tokenFiles(env);
  const lock = tokenLock(files);
  if (lock === undefined) return 'busy';
  try {
    const stillOld = dueToken(env, now); // another process may have been at it just before
    if (typeof stillOld === 'string') return stillOld;
    const token = await requestToken(requester, wordsFor(old), signal && {signal});
    if (token.facts.subject !== old.subject || token.facts.ends <= old.ends) return 'pointless';
    if (!lock.isHeld()) return 'busy';
    writeToken(files, token);
    return 'renewed';
  } finally {
    lock.release();
  }
}

/**
 * An observer of a session that renews the token in the background while the session is open, be it for a moment or
 * for the days of a copy. What goes wrong is not told: the token at hand is still valid, and the person asked for
 * something else; it is tried again later.
 * @param open makes a session that logs in with the user certificate and asks no one for a pass phrase
 * @param onBegin gets each attempt, which never fails; a process ends no earlier, and others who end should not either
 */
export function renewal(
  env: Environment,
  open: () => Requester & {close(): void},
  clock = () => new Date(),
  onBegin: (attempt: Promise<void>) => void = () => undefined,
): SessionObserver {
  let nextLook = 0;
  return ({kind}: SessionEvent) => {
    if (kind !== 'connected' && kind !== 'answer') return;
    const now = clock();
    if (now.getTime() < nextLook) return;
    nextLook = now.getTime() + BETWEEN_LOOKS_MS;
    if (typeof dueToken(env, now) === 'string') return;
    const session = open();
    const attempt = renewToken({env, requester: session, now, signal: AbortSignal.timeout(PATIENCE_MS)});
    onBegin(
      attempt
        .then(() => undefined)
        .catch(() => undefined)
        .finally(() => session.close()),
    );
  };
}

/** The token if it is time to renew it, else why not. */
function dueToken(env: Environment, now: Date): CertificateFacts | RenewalOutcome {
  if (isTokenNamed(env)) return 'not-ours';
  let facts: CertificateFacts;
  try {
    ({facts} = inspectCertificate(tokenPlace(env).certificate, 'token'));
  } catch (error) {
    if (error instanceof UserError) return 'none';
    throw error;
  }
  if (accountOf(facts) === undefined) return 'not-ours';
  return isDue(facts, now) ? facts : 'not-due';
}

/** Whether the last tenth of a token's life has begun, a day at most. */
export function isDue({begins, ends}: Pick<CertificateFacts, 'begins' | 'ends'>, now: Date): boolean {
  const life = ends.getTime() - begins.getTime();
  return ends.getTime() - now.getTime() < Math.min(life / 10, DAY_MS);
}

function canOutlive(token: CertificateFacts, env: Environment, now: Date): boolean {
  try {
    const user = selectCredentials(env, {only: 'user', now});
    return 'certificate' in user && !isEncrypted(user.keyPem) && user.certificate.ends > token.ends;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

/** Account and role of a user's token, `.../CN=Users/CN=ACCOUNT/OU=ROLE`; undefined for tokens of jobs and hosts. */
function accountOf({subject}: CertificateFacts): {account: string; role: string} | undefined {
  const [, account, role] = /\/CN=Users\/CN=([^/]+)\/OU=([^/]+)$/.exec(subject) ?? [];
  return account === undefined || role === undefined ? undefined : {account, role};
}

/** The words that make a token like the old one: its role, its length in days. */
function wordsFor(old: CertificateFacts): string[] {
  const {account, role} = accountOf(old) ?? {account: '', role: ''};
  const days = Math.max(1, Math.round((old.ends.getTime() - old.begins.getTime()) / DAY_MS));
  return [...(role === account ? [] : ['-u', role]), '-v', String(days)];
}
