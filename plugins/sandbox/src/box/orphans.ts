import {rmSync} from 'node:fs';
import {ELEMENTS} from '../catalogue/elements/elements.ts';
import {serverFiles} from '../storage/layout.ts';
import type {Layout} from './layout.ts';
import {endLeftJobs} from '../jobs/worker/worker.ts';
import {commandLineHas, endProcess, identify} from './process.ts';
import {readOwn} from '../read-own.ts';

const PATIENCE = 3000;

/**
 * Ends storage servers and jobs that outlived the process that started them. Returns how many servers there were.
 */
export async function endOrphans(layout: Layout): Promise<number> {
  await endLeftJobs(layout.jobs);
  const ended = await Promise.all(
    ELEMENTS.map(async (element) => {
      const files = serverFiles(layout.storage, element.root.slice(1));
      const id = identify(readPid(files.pid));
      // The number alone proves nothing: another process may have it by now.
      const ours = id !== undefined && commandLineHas(id.pid, files.config);
      if (ours) await endProcess(id, PATIENCE);
      rmSync(files.pid, {force: true});
      rmSync(files.admin, {recursive: true, force: true});
      return ours;
    }),
  );
  return ended.filter(Boolean).length;
}

/** 0 if there is none. */
export function readPid(file: string): number {
  try {
    return Number(readOwn(file)) || 0;
  } catch {
    return 0;
  }
}
