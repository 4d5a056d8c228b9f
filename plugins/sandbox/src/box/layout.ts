import {join} from 'node:path';

/** Where everything of one sandbox is. */
export interface Layout {
  readonly root: string;
  readonly catalogue: string;
  readonly certificates: string;
  readonly users: string;
  readonly storage: string;
  /** The folders in which jobs run. */
  readonly jobs: string;
  /** What failed jobs left, and archives in the making. */
  readonly kept: string;
  readonly log: string;
  readonly lock: string;
  readonly state: string;
  /** A socket that takes orders while the sandbox runs. */
  readonly control: string;
}

export function layoutOf(root: string): Layout {
  return {
    root,
    catalogue: join(root, 'catalogue'),
    certificates: join(root, 'certificates'),
    users: join(root, 'users'),
    storage: join(root, 'storage'),
    jobs: join(root, 'jobs'),
    kept: join(root, 'kept'),
    log: join(root, 'sandbox.log'),
    lock: join(root, 'sandbox.lock'),
    state: join(root, 'sandbox.json'),
    control: join(root, 'control.sock'),
  };
}

/** The files of one user. */
export interface UserFiles {
  readonly folder: string;
  readonly cert: string;
  readonly key: string;
  readonly tokenCert: string;
  readonly tokenKey: string;
}

export function userFiles(layout: Layout, user: string): UserFiles {
  const folder = join(layout.users, user);
  return {
    folder,
    cert: join(folder, 'usercert.pem'),
    key: join(folder, 'userkey.pem'),
    tokenCert: join(folder, 'tokencert.pem'),
    tokenKey: join(folder, 'tokenkey.pem'),
  };
}
