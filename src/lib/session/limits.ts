import type {Environment} from '../credentials/places.ts';

/** How long the session waits for what, and how often it tries. Times in ms. */
export interface Limits {
  /** TCP, TLS and the websocket upgrade together */
  readonly connect: number;
  /** tries to connect, and the pause between them */
  readonly connectTries: number;
  readonly connectPause: number;
  /** between two pings while an answer is awaited; a ping without a pong until the next one ends the connection */
  readonly ping: number;
  /** the whole wait for one answer */
  readonly answer: number;
}

export function limitsFrom(env: Environment): Limits {
  return {
    connect: 15_000,
    connectTries: positive(env['ALIENPY_CONNECT_TRIES']) ?? 3,
    connectPause: (positive(env['ALIENPY_CONNECT_TRIES_INTERVAL']) ?? 0.3) * 1000,
    ping: (positive(env['ALIENPY_TIMEOUT']) ?? 20) * 1000,
    answer: 600_000,
  };
}

function positive(text: string | undefined): number | undefined {
  const value = Number(text);
  return text !== undefined && value > 0 ? value : undefined;
}
