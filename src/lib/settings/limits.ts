import type {Environment} from './environment.ts';
import {MOST_MEBIBYTES} from './kinds.ts';

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

interface Variable {
  readonly name: string;
  readonly unit: 's' | 'MiB' | '';
  readonly standard: number;
}

/** The variables that set the limits. Times are in seconds here. */
export const LIMIT_VARIABLES: Readonly<Record<keyof Limits, Variable>> = {
  connect: {name: 'ALIEN_CONNECT_TIMEOUT', unit: 's', standard: 10},
  connectJBox: {name: 'ALIEN_JBOX_TIMEOUT', unit: 's', standard: 2},
  tls: {name: 'ALIEN_TLS_TIMEOUT', unit: 's', standard: 10},
  upgrade: {name: 'ALIEN_UPGRADE_TIMEOUT', unit: 's', standard: 15},
  connectTries: {name: 'ALIENPY_CONNECT_TRIES', unit: '', standard: 3},
  connectPause: {name: 'ALIENPY_CONNECT_TRIES_INTERVAL', unit: 's', standard: 0.3},
  ping: {name: 'ALIENPY_TIMEOUT', unit: 's', standard: 20},
  answer: {name: 'ALIEN_ANSWER_TIMEOUT', unit: 's', standard: 600},
  idle: {name: 'ALIEN_IDLE_CHECK', unit: 's', standard: 600},
  pong: {name: 'ALIEN_PONG_TIMEOUT', unit: 's', standard: 3},
  slow: {name: 'ALIEN_SLOW_AFTER', unit: 's', standard: 3},
  repeats: {name: 'ALIEN_REPEATS', unit: '', standard: 2},
  longestAnswer: {name: 'ALIEN_LONGEST_ANSWER', unit: 'MiB', standard: 128},
};

/** ms; a timer for longer would go off at once */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Limits that may be 0: never repeat, always ping. */
const MAY_BE_ZERO: readonly (keyof Limits)[] = ['repeats', 'idle'];

/** How much of the limit's own unit one of its variable's is. */
const SCALE = {s: 1000, MiB: 2 ** 20, '': 1} as const;

/** The limits from the environment. What is not a number above 0 leaves the standard. */
export function limitsFrom(env: Environment): Limits {
  const limit = (key: keyof Limits): number => {
    const {name, unit, standard} = LIMIT_VARIABLES[key];
    const value = given(env[name], MAY_BE_ZERO.includes(key)) ?? standard;
    return Math.min(value * SCALE[unit], unit === 'MiB' ? MOST_MEBIBYTES * SCALE.MiB : LONGEST_TIMER);
  };
  return {
    connect: limit('connect'),
    connectJBox: limit('connectJBox'),
    tls: limit('tls'),
    upgrade: limit('upgrade'),
    connectTries: limit('connectTries'),
    connectPause: limit('connectPause'),
    ping: limit('ping'),
    answer: limit('answer'),
    idle: limit('idle'),
    pong: limit('pong'),
    slow: limit('slow'),
    repeats: limit('repeats'),
    longestAnswer: limit('longestAnswer'),
  };
}

function given(text: string | undefined, allowZero: boolean): number | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const value = Number(text);
  return Number.isFinite(value) && (value > 0 || (allowZero && value === 0)) ? value : undefined;
}
