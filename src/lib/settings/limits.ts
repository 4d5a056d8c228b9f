import type {Settings} from './configured-settings.ts';
import type {SettingName, SettingValue} from './settings.ts';

const MEBIBYTE = 2 ** 20;

type NumberSetting = {[N in SettingName]: SettingValue<N> extends number ? N : never}[SettingName];

/** How long the session waits for what, and how often it tries. Times in ms. */
export interface Limits {
  /** the name of the host, and TCP to any of its addresses, or a tunnel through the proxy */
  readonly connect: number;
  /** the same for a JBox, which is near or not there */
  readonly connectJBox: number;
  /** the TLS handshake */
  readonly tls: number;
  /** the upgrade to a websocket, which is the login */
  readonly upgrade: number;
  /** tries to connect, and the pause between them */
  readonly connectTries: number;
  readonly connectPause: number;
  /** between two pings while an answer is awaited; a ping without any sign of life until the next one ends the connection */
  readonly ping: number;
  /** the whole wait for one answer */
  readonly answer: number;
  /** a connection that was idle for longer is pinged before it gets a request */
  readonly idle: number;
  /** the wait for the answer to that ping */
  readonly pong: number;
  /** after this long without an answer, and for this much time lost by throttling, watchers are told */
  readonly slow: number;
  /** how often a request that only reads is asked again after a lost connection */
  readonly repeats: number;
  /** bytes of one answer when it is inflated */
  readonly longestAnswer: number;
}

/** The limits that the settings ask for. */
export function limitsFrom(settings: Settings): Limits {
  const milliseconds = (name: NumberSetting): number => settings.get(name) * 1000;
  return {
    connect: milliseconds('connect.timeout'),
    connectJBox: milliseconds('connect.jbox-timeout'),
    tls: milliseconds('connect.tls-timeout'),
    upgrade: milliseconds('connect.upgrade-timeout'),
    connectTries: settings.get('connect.tries'),
    connectPause: milliseconds('connect.pause'),
    ping: milliseconds('connect.ping'),
    answer: milliseconds('session.answer-timeout'),
    idle: milliseconds('session.idle-check'),
    pong: milliseconds('session.pong-timeout'),
    slow: milliseconds('session.slow-after'),
    repeats: settings.get('session.repeats'),
    longestAnswer: settings.get('session.longest-answer') * MEBIBYTE,
  };
}
