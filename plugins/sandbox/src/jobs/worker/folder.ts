import {chmodSync, chownSync, mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Credentials} from '../../authority/authority.ts';
import type {JobAccount} from './account.ts';

/** The folder of one job; all of it is the job's own. */
export interface JobFolder {
  readonly path: string;
  /** Where the job runs: its current and its home directory. */
  readonly work: string;
  readonly tmp: string;
  readonly tokenCert: string;
  readonly tokenKey: string;
}

export function jobFolder(jobs: string, id: number): JobFolder {
  const path = join(jobs, String(id));
  return {
    path,
    work: join(path, 'work'),
    tmp: join(path, 'tmp'),
    tokenCert: join(path, 'token', 'cert.pem'),
    tokenKey: join(path, 'token', 'key.pem'),
  };
}

/** Makes an empty folder for a job, and lays its token there. */
export function makeFolder(folder: JobFolder, token: Credentials, account: JobAccount | undefined): void {
  removeFolder(folder);
  const own = (path: string, mode: number): void => {
    if (account !== undefined) chownSync(path, account.uid, account.gid);
    chmodSync(path, mode);
  };
  // Others may pass, so that jobs reach their own folders, but not look around.
  mkdirSync(join(folder.path, '..'), {recursive: true});
  chmodSync(join(folder.path, '..'), 0o711);
  for (const path of [folder.path, folder.work, folder.tmp, join(folder.path, 'token')]) {
    mkdirSync(path);
    own(path, 0o700);
  }
  for (const [file, text] of [
    [folder.tokenCert, token.cert],
    [folder.tokenKey, token.key],
  ] as const) {
    writeFileSync(file, text, {mode: 0o600});
    own(file, 0o600);
  }
}

export function removeFolder(folder: JobFolder): void {
  rmSync(folder.path, {recursive: true, force: true});
}
