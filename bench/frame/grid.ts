import {fork} from 'node:child_process';
import {once} from 'node:events';
import {join} from 'node:path';
import {startGrid} from '@alien-grid/plugin-sandbox/testing';
import {Catalogue} from '../../plugins/sandbox/src/catalogue/catalogue.ts';
import {fillCatalogue} from './fill-catalogue.ts';
import type {Filling} from './fill-catalogue.ts';

/** What can be asked of the grid. */
type Order =
  | {readonly kind: 'counts'}
  | {readonly kind: 'weather'; readonly weather: Weather}
  | {readonly kind: 'fill'; readonly filling: Filling};

/**
 * How the central service behaves: as it is, as the real one, which takes 5 ms for a request, far away, or counting what
 * is asked as the real one does.
 */
export type Weather = 'fair' | 'real' | 'far' | 'throttled' | 'far, throttled';

/** What a grid was asked so far. */
export interface Counts {
  /** Requests that the central service has got, logins not among them. */
  readonly requests: number;
  readonly logins: number;
}

/** A word for the process of the grid. */
const WITH_STORAGE = 'storage';

/** A round trip to a service that is far away, and what the real one takes for a request, in ms. */
const FAR = 30;
const REAL = 5;

/** A grid in a process of its own: `spawnSync` leaves the one that measures no time to answer. */
export interface BenchGrid {
  readonly env: Readonly<Record<string, string>>;
  counts(): Promise<Counts>;
  /** Changes the weather; counters of the throttle begin anew. */
  change(weather: Weather): Promise<void>;
  /** Puts entries into the catalogue, past the service. */
  fill(filling: Filling): Promise<void>;
  stop(): Promise<void>;
}

/** Starts one, with real storage elements or without. */
export async function startBenchGrid({storage = false}: {storage?: boolean} = {}): Promise<BenchGrid> {
  const child = fork(import.meta.filename, storage ? [WITH_STORAGE] : [], {stdio: 'inherit'});
  const answer = async <Answer>(): Promise<Answer> => {
    const stop = new AbortController();
    const died = once(child, 'exit', {signal: stop.signal}).then(([code]) => {
      throw new Error(`The grid has ended with ${code}`);
    });
    try {
      const [message] = (await Promise.race([once(child, 'message'), died])) as [Answer];
      return message;
    } finally {
      died.catch(() => undefined);
      stop.abort();
    }
  };
  const ask = (order: Order): Promise<Counts> => {
    child.send(order);
    return answer();
  };
  return {
    env: await answer<Record<string, string>>(),
    counts: () => ask({kind: 'counts'}),
    async change(weather) {
      await ask({kind: 'weather', weather});
    },
    async fill(filling) {
      await ask({kind: 'fill', filling});
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const over = once(child, 'exit');
      child.disconnect();
      await over;
    },
  };
}

if (process.argv[1] === import.meta.filename) {
  // Ctrl-C is for the process that measures: it lets the grid stop.
  process.on('SIGINT', () => undefined);
  const grid = await startGrid({storage: process.argv[2] === WITH_STORAGE});
  const setWeather = async (weather: Weather): Promise<void> => {
    await grid.faults.clear();
    if (weather === 'real') await grid.faults.set(`latency ${REAL}ms`);
    if (weather.startsWith('far')) await grid.faults.set(`latency ${FAR}ms`);
    if (weather.endsWith('throttled')) await grid.faults.set('throttle');
  };
  const fill = (filling: Filling): void => {
    const catalogue = new Catalogue(join(grid.dir, 'catalogue/catalogue.sqlite'));
    fillCatalogue(catalogue, filling);
    catalogue.close();
  };
  const obey = async (order: Order): Promise<void> => {
    if (order.kind === 'weather') await setWeather(order.weather);
    if (order.kind === 'fill') fill(order.filling);
    process.send?.({requests: grid.requests.length, logins: grid.logins} satisfies Counts);
  };
  process.on('message', (order: Order) => void obey(order));
  const over = once(process, 'disconnect');
  process.send?.(grid.env());
  await over;
  await grid.stop();
}
