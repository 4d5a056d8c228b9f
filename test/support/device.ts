import {execFileSync} from 'node:child_process';
import {accessSync, constants, existsSync} from 'node:fs';
import {join} from 'node:path';

const MINOR = {null: '3', full: '7'};

/**
 * A device to write to. Root could replace that of the machine by a file, which is what code does that takes it for one:
 * root gets one of its own, if the system lets it have one.
 * @param directory where it is made
 */
export function device(name: 'null' | 'full', directory: string): string {
  const own = join(directory, name);
  try {
    if (process.geteuid?.() !== 0) return `/dev/${name}`;
    if (!existsSync(own)) execFileSync('mknod', [own, 'c', '1', MINOR[name]], {stdio: 'ignore'});
    accessSync(own, constants.W_OK);
    return own;
  } catch {
    return `/dev/${name}`;
  }
}
