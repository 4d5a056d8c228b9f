import {configuredEnvironment} from '../settings/configured-environment.ts';
import {Session, type SessionOptions} from './session.ts';

export type ConnectOptions = Partial<SessionOptions>;

/**
 * A session for scripts, from the environment and the configuration file as `alien` itself reads them. It connects with its first request;
 * end it with `close()`, else the process goes on waiting for answers.
 */
export function connect(options: ConnectOptions = {}): Session {
  // eslint-disable-next-line no-restricted-properties -- the default for scripts
  const {env = configuredEnvironment(process.env).env, ...others} = options;
  return new Session({env, userAgent: 'alien-api', ...others});
}
