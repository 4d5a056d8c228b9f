import {rm} from 'node:fs/promises';
import {join} from 'node:path';
import {AlienError} from '../errors/errors.ts';
import {makeTemporaryDirectory} from '../traces/temporary-directory.ts';
import {XrootdStorage} from '../storage/xrootd-storage.ts';
import {type Check, failed, notTried, ok} from './check.ts';

/** A file of the user's is fetched, compared with the catalogue and removed again. */
export const checkRead: Check = {
  name: 'read',
  needs: ['storage'],
  limit: 40_000,
  async run(patient, signal) {
    const file = patient.file.get();
    if (file === 'none') return notTried('there is no small file in your home on the grid to read');
    const {entry, replicas} = file;
    const storage = new XrootdStorage({connectTimeout: 5000, stallTimeout: 10_000});
    const directory = await makeTemporaryDirectory(patient.env['TMPDIR']);
    const failures: string[] = [];
    try {
      for (const replica of replicas) {
        const path = join(directory, 'file');
        try {
          const {md5, bytes, seconds} = await storage.download(replica, path, {signal});
          const isWhole = bytes === entry.size && (replica.md5 === undefined || replica.md5 === md5);
          if (isWhole) return ok(`${entry.lfn}: ${bytes} bytes from ${replica.se} in ${ms(seconds)}`);
          failures.push(`${replica.se}: not the bytes that the catalogue knows`);
        } catch (error) {
          if (!(error instanceof AlienError)) throw error;
          failures.push(`${replica.se}: ${error.message}`);
        }
        await rm(path, {force: true});
      }
    } finally {
      await rm(directory, {recursive: true, force: true});
    }
    const advice =
      'Look where it lies with "alien whereis -r LFN"; the storage elements above are out of order.';
    return failed(`${entry.lfn} cannot be read: ${failures.join('; ')}`, advice);
  },
};

function ms(seconds: number): string {
  return `${(seconds * 1000).toFixed(0)} ms`;
}
