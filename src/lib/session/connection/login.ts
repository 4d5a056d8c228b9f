import type {Settings} from '../../settings/configured-settings.ts';
import type {AskPassphrase} from '../../credentials/private-key.ts';
import {type Credentials, selectCredentials} from '../../credentials/select.ts';
import {unlock} from '../../credentials/unlock.ts';
import {type Endpoint, endpoints} from '../../settings/endpoint.ts';
import {type Limits, limitsFrom} from '../../settings/limits.ts';
import type {SessionObserver} from '../requests/events.ts';
import {Trust} from '../../trust/trust.ts';

export interface LoginOptions {
  readonly settings: Settings;
  /** asks the person for the pass phrase of an encrypted key */
  readonly askPassphrase?: AskPassphrase;
  /** what to log in with; `user` leaves tokens aside, since one is never made with another. Default: any */
  readonly credentials?: 'any' | 'user';
  /** told of what is not believed on the way */
  readonly observe?: SessionObserver;
}

/** What a session logs in with; found once and shared by all its connections. */
export interface Login {
  readonly settings: Settings;
  readonly credentials: Credentials;
  readonly trust: Trust;
  readonly endpoints: readonly Endpoint[];
  readonly limits: Limits;
}

/**
 * Find what to log in with, and where.
 * @throws {UserError} 126, 127, 42 for the credentials (see `selectCredentials`, `unlock`), 126 without authorities
 */
export async function findLogin({
  settings,
  askPassphrase,
  credentials: only = 'any',
  observe,
}: LoginOptions): Promise<Login> {
  const {env} = settings;
  const limits = limitsFrom(settings);
  const targets = endpoints(env, (why) => observe?.({kind: 'distrusted', why}));
  const selected = selectCredentials(env, {only});
  const trust = new Trust(env);
  const credentials = await unlock(selected, askPassphrase);
  return {settings, credentials, trust, endpoints: targets, limits};
}

/** Whether it cannot be used any more. A service ends a connection when the certificate of its login ends. */
export function isOver({credentials}: Login): boolean {
  return credentials.certificate.ends.getTime() <= Date.now();
}
