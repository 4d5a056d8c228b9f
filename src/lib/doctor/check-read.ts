import {EXIT} from '../errors/exit-codes.ts';
import {rm} from 'node:fs/promises';
import {join} from 'node:path';
import {AlienError} from '../errors/errors.ts';
import {makeTemporaryDirectory} from '../traces/temporary-directory.ts';
import {XrootdStorage} from '../storage/xrootd-storage.ts';
import {shellWord} from '../words/shell-word.ts';
import {type Check, type Finding, failed, notTried, ok, warning} from './check.ts';

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
    const failures: Failure[] = [];
    try {
      for (const replica of replicas) {
        const path = join(directory, 'file');
        try {
          const {md5, bytes, seconds} = await storage.download(replica, path, {signal});
          const isWhole = bytes === entry.size && (replica.md5 === undefined || replica.md5 === md5);
          if (isWhole) return ok(`${entry.lfn}: ${bytes} bytes from ${replica.se} in ${ms(seconds)}`);
          failures.push({se: replica.se, said: 'not the bytes that the catalogue knows', isMissing: false});
        } catch (error) {
          if (!(error instanceof AlienError)) throw error;
          failures.push({
            se: replica.se,
            said: error.message,
            isMissing: error.exitCode === EXIT.NO_SUCH_FILE,
          });
        }
        await rm(path, {force: true});
      }
    } finally {
      await rm(directory, {recursive: true, force: true});
    }
    return verdict(entry.lfn, failures);
  },
};

interface Failure {
  readonly se: string;
  readonly said: string;
  /** the storage element is in order, and has no such file */
  readonly isMissing: boolean;
}

/** A file that is lost says nothing of the way to the storage: that has been gone. */
function verdict(lfn: string, failures: readonly Failure[]): Finding {
  const said = failures.map((each) => `${each.se}: ${each.said}`).join('; ');
  const look = `Look where it should be: alien whereis -r ${shellWord(lfn)}`;
  if (failures.every(({isMissing}) => isMissing)) {
    return warning(
      `the storage answers, but ${lfn} is not there, though the catalogue names it: ${said}`,
      look,
      'This file is lost there; other files are not affected. Copy it again if you have it elsewhere.',
    );
  }
  return failed(
    `${lfn} cannot be read: ${said}`,
    look,
    'Try again later; if it stays so, tell the site of the storage element.',
  );
}

function ms(seconds: number): string {
  return `${(seconds * 1000).toFixed(0)} ms`;
}
