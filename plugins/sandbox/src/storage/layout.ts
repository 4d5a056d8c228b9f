import {createHash} from 'node:crypto';
import {join} from 'node:path';

/** Where the files of all storage elements are; each has a folder of its own below. */
export function dataFolder(storageFolder: string): string {
  return join(storageFolder, 'data');
}

/** What belongs to one xrootd server, besides the files that it serves. */
export interface ServerFiles {
  readonly folder: string;
  readonly config: string;
  /** The key of the envelopes, as its authorization plugin reads it. */
  readonly secret: string;
  /** The certificate and its key, with which the server speaks HTTPS. */
  readonly certificate: string;
  readonly certificateKey: string;
  /** What is allowed without an envelope: nothing, so it is empty, but the plugin wants it. */
  readonly allowed: string;
  readonly log: string;
  readonly pid: string;
  /** What happened to the server without anyone asking. */
  readonly history: string;
  /** Sockets of the server. */
  readonly admin: string;
}

export function serverFiles(storageFolder: string, short: string): ServerFiles {
  const folder = join(storageFolder, short);
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  return {
    folder,
    config: join(folder, 'xrootd.cfg'),
    secret: join(folder, 'envelope.key'),
    certificate: join(folder, 'server.pem'),
    certificateKey: join(folder, 'server.key'),
    allowed: join(folder, 'authorization'),
    log: join(folder, 'xrootd.log'),
    pid: join(folder, 'xrootd.pid'),
    history: join(folder, 'history.json'),
    // Not below the sandbox: xrootd takes the rights of others from ALL folders above, up to the user's home.
    // Not below /tmp either, where it does without some of its features.
    admin: join('/var/tmp', `alien-xrootd-${hash}`),
  };
}
