import {join} from 'node:path';

/** Where the files of all storage elements lie; each has a folder of its own below. */
export function dataFolder(storageFolder: string): string {
  return join(storageFolder, 'data');
}

/** What belongs to one xrootd server, besides the files that it serves. */
export interface ServerFiles {
  readonly folder: string;
  readonly config: string;
  readonly log: string;
  readonly pid: string;
}

export function serverFiles(storageFolder: string, short: string): ServerFiles {
  const folder = join(storageFolder, short);
  return {
    folder,
    config: join(folder, 'xrootd.cfg'),
    log: join(folder, 'xrootd.log'),
    pid: join(folder, 'xrootd.pid'),
  };
}
