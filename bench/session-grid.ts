import {fork} from 'node:child_process';
import {once} from 'node:events';
import {startGrid} from '@alien-grid/plugin-sandbox/testing';

/** A grid in a process of its own: `spawnSync` leaves the one that measures no time to answer. */
export async function startGridInProcess(): Promise<{
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}> {
  const child = fork(import.meta.filename, {stdio: 'inherit'});
  const [env] = (await once(child, 'message')) as [Record<string, string>];
  return {
    env,
    async stop() {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

if (process.argv[1] === import.meta.filename) {
  const grid = await startGrid();
  process.send?.(grid.env());
  await once(process, 'disconnect');
  await grid.stop();
}
