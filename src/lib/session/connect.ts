import {Session, type SessionOptions} from './session.ts';

export type ConnectOptions = Partial<SessionOptions>;

/**
 * A session for scripts, from the environment as `alien` itself reads it. It connects with its first request;
 * end it with `close()`, else the process goes on waiting for answers.
 */
export function connect(options: ConnectOptions = {}): Session {
  return new Session({env: process.env, userAgent: 'alien-api', ...options});
}
