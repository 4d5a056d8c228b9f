import {existsSync, readdirSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {dataFolder} from '../storage/layout.ts';
import {layoutOf} from './layout.ts';
import {lockHolder} from './lock.ts';
import {openCatalogue} from './run.ts';
import {startSandbox} from './start.ts';
import {readState} from './state.ts';
import {stopSandbox} from './stop.ts';

/** Empties catalogue and storage and keeps authority and users. Starts the sandbox again if it was running. */
export async function resetSandbox(root: string, name: string): Promise<{restarted: boolean}> {
  const layout = layoutOf(root);
  const wasRunning = lockHolder(layout.lock) !== undefined;
  await stopSandbox(root);
  const old = openCatalogue(layout);
  const users = old.users.all();
  old.close();
  rmSync(layout.catalogue, {recursive: true});
  rmSync(layout.kept, {recursive: true, force: true});
  emptyStorage(dataFolder(layout.storage));
  const fresh = openCatalogue(layout);
  for (const user of users) fresh.addUser(user);
  fresh.close();
  if (!wasRunning) return {restarted: false};
  const state = readState(layout);
  await startSandbox({root, name, storage: state?.storage ?? true, jobs: state?.jobs, limits: state?.limits});
  return {restarted: true};
}

/** The folders of the storage elements stay: they belong to the account of the servers. */
function emptyStorage(data: string): void {
  if (!existsSync(data)) return;
  for (const element of readdirSync(data)) {
    for (const name of readdirSync(join(data, element))) {
      rmSync(join(data, element, name), {recursive: true, force: true});
    }
  }
}
