import {chmodSync, statSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import {makeLocalDirectories, userDirectory, UserError} from '@alien-grid/cli';

const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/;

/** Which sandbox a command is about. */
export interface Selection {
  readonly name: string;
  readonly dir?: string | undefined;
}

/** The folder of a sandbox. */
export function rootOf({name, dir}: Selection): string {
  if (!NAME.test(name)) {
    throw new UserError(`\`${name}\` cannot be the name of a sandbox`, {
      next: ['Use up to 40 letters, digits, `_` and `-`.'],
    });
  }
  return dir === undefined ? join(stateFolder(), name) : resolve(dir);
}

/** The option that selects this sandbox again, for commands that are proposed to the user. */
export function flagsFor({name, dir}: Selection): string {
  const flags = [
    name === 'default' ? '' : ` --name ${name}`,
    dir === undefined ? '' : ` --dir ${resolve(dir)}`,
  ];
  return flags.join('');
}

function stateFolder(): string {
  // The storage servers of root run as someone else, who cannot enter root's home.
  if (process.getuid?.() === 0) return '/var/lib/alien-sandbox';
  return join(userDirectory(process.env, 'state'), 'alien/sandbox');
}

/** Makes the folder of a sandbox; it must be one that storage servers, if wanted, and jobs can work in. */
export function makeRoot(root: string, {storage, jobs}: {storage: boolean; jobs: number}): void {
  if (storage && /\s/.test(root)) {
    throw new UserError(`The configuration of xrootd cannot hold a blank, and there is one in ${root}`, {
      next: ['Choose another folder with --dir.'],
    });
  }
  if ((storage || jobs > 0) && process.getuid?.() === 0) requireEnterable(root);
  const first = makeLocalDirectories(root);
  // Whatever the umask says: what is secret is in closed folders further down.
  for (let made = root; first !== undefined && made.length >= first.length; made = dirname(made))
    chmodSync(made, 0o755);
}

/** Refuses a folder that other accounts could not enter. */
function requireEnterable(root: string): void {
  for (let folder = root; ; folder = dirname(folder)) {
    // What is missing will be made as it must be.
    const stats = statSync(folder, {throwIfNoEntry: false});
    if (stats !== undefined && (stats.mode & 0o001) === 0) {
      throw new UserError(`Storage servers and jobs do not run as root, and only root may enter ${folder}`, {
        next: ['Choose a folder elsewhere with --dir, for example below /var/lib or /srv.'],
      });
    }
    if (folder === dirname(folder)) return;
  }
}
