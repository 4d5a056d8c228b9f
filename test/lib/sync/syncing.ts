import {mkdir, readFile, utimes, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {CopyEvent} from '../../../src/lib/copy/model/events.ts';
import type {SyncRequest} from '../../../src/lib/sync/request.ts';
import {sync} from '../../../src/lib/sync/sync.ts';
import type {Workbench} from '../copy/support/workbench.ts';

/** when the fake catalogue says that everything was changed */
const REGISTERED = new Date(1_600_000_000_000);

/** How tests sync on a workbench, and write and read files beside it. @param at the workbench of the test */
export function syncing(at: () => Workbench) {
  return {
    run: (source: string, destination: string, more: Partial<SyncRequest> = {}, events: CopyEvent[] = []) => {
      const {grid, storage, dir} = at();
      return sync(
        {source, destination, retries: 0, ...more},
        {grid, storage, cwd: dir},
        {onEvent: (event) => events.push(event)},
      );
    },
    /** @param changed its time */
    write: async (name: string, content: string, changed = REGISTERED) => {
      const path = join(at().dir, name);
      await mkdir(join(path, '..'), {recursive: true});
      await writeFile(path, content);
      await utimes(path, changed, changed);
    },
    read: (name: string) => readFile(join(at().dir, name), 'utf8'),
  };
}
