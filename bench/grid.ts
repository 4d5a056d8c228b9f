import {fork} from 'node:child_process';
import {once} from 'node:events';
import {startGrid} from '@alien-grid/plugin-sandbox/testing';

/** What can be asked of the grid: what it counts of the service, and how the service behaves from now on. */
type Order = {readonly kind: 'requests'} | {readonly kind: 'weather'; readonly weather: Weather};

/** How the central service behaves: as it is, far away, or counting what is asked as the real one does. */
export type Weather = 'fair' | 'far' | 'throttled' | 'far, throttled';

/** A word for the process of the grid. */
const WITH_STORAGE = 'storage';

/** Round trip to a service that is far away, in ms. */
export const FAR = 30;

/** A grid in a process of its own: `spawnSync` leaves the one that measures no time to answer. */
export interface BenchGrid {
  readonly env: Readonly<Record<string, string>>;
  /** Requests that the central service has got so far, logins not among them. */
  requests(): Promise<number>;
  /** Changes the weather; counters of the throttle begin anew. */
  change(weather: Weather): Promise<void>;
  stop(): Promise<void>;
}

/** Starts one, with real storage elements or without. */
export async function startBenchGrid({storage = false}: {storage?: boolean} = {}): Promise<BenchGrid> {
  const child = fork(import.meta.filename, storage ? [WITH_STORAGE] : [], {stdio: 'inherit'});
  const [env] = (await once(child, 'message')) as [Record<string, string>];
  const ask = async (order: Order): Promise<number> => {
    child.send(order);
    const [answer] = (await once(child, 'message')) as [number];
    return answer;
  };
  return {
    env,
    requests: () => ask({kind: 'requests'}),
    async change(weather) {
      await ask({kind: 'weather', weather});
    },
    async stop() {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

if (process.argv[1] === import.meta.filename) {
  const grid = await startGrid({storage: process.argv[2] === WITH_STORAGE});
  const setWeather = async (weather: Weather): Promise<void> => {
    await grid.faults.clear();
    if (weather.startsWith('far')) await grid.faults.set(`latency ${FAR}ms`);
    if (weather.endsWith('throttled')) await grid.faults.set('throttle');
  };
  process.send?.(grid.env());
  const obey = async (order: Order): Promise<void> => {
    if (order.kind === 'weather') await setWeather(order.weather);
    process.send?.(grid.requests.length);
  };
  process.on('message', (order: Order) => void obey(order));
  await once(process, 'disconnect');
  await grid.stop();
}
