import {chmodSync, chownSync, mkdirSync} from 'node:fs';
import {join} from 'node:path';
import type {StorageElement} from '../catalogue/elements/elements.ts';
import type {Account} from './account.ts';
import {dataFolder} from './layout.ts';

/** Makes a folder with just these rights, whatever the umask says. */
export function makeFolder(folder: string, mode: number, account?: Account): void {
  mkdirSync(folder, {recursive: true});
  chmodSync(folder, mode);
  if (account !== undefined) chownSync(folder, account.uid, account.gid);
}

/** Makes the folder in which the files of an element are, and those above; only the account may enter it. */
export function makeElementFolder(
  element: Pick<StorageElement, 'root'>,
  storageFolder: string,
  account: Account | undefined,
): void {
  const data = dataFolder(storageFolder);
  for (const folder of [storageFolder, data]) makeFolder(folder, 0o755);
  makeFolder(join(data, element.root), 0o750, account);
}
