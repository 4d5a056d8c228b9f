import {type Settings, configuredSettings, settingsOf} from '../settings/configured-settings.ts';
import type {Environment} from '../settings/environment.ts';
import {Session, type SessionOptions} from './session.ts';

/** How `connect` makes its session; everything has a default. */
export interface ConnectOptions extends Partial<Omit<SessionOptions, 'settings'>> {
  /** variables to take in the place of those of the process; the configuration file is not read then */
  readonly env?: Environment;
}

/**
 * A session for scripts, from the environment and the configuration file as `alien` itself reads them. It connects with its first request;
 * end it with `close()`, else the process continues waiting for answers.
 * @throws {UserError} for a variable or a configuration file that makes no sense
 */
export function connect(options: ConnectOptions = {}): Session {
  const {env, ...others} = options;
  const settings = env === undefined ? settingsOfProcess() : settingsOf(env);
  return new Session({settings, userAgent: 'alien-api', ...others});
}

function settingsOfProcess(): Settings {
  // eslint-disable-next-line no-restricted-properties -- the default for scripts
  return configuredSettings(process.env).settings;
}
