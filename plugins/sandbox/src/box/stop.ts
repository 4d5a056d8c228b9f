import {layoutOf} from './layout.ts';
import {lockHolder, removeStale} from './lock.ts';
import {endOrphans} from './orphans.ts';
import {endProcess} from './process.ts';

const PATIENCE = 10_000;

/** Stops a sandbox with all its processes, however it was left. Tells whether anything was running. */
export async function stopSandbox(root: string): Promise<boolean> {
  const layout = layoutOf(root);
  const holder = lockHolder(layout.lock);
  if (holder !== undefined) await endProcess(holder, PATIENCE);
  const orphans = await endOrphans(layout);
  if (lockHolder(layout.lock) === undefined) removeStale(layout.lock);
  return holder !== undefined || orphans > 0;
}
