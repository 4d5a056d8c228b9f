import {realpathSync, statSync} from 'node:fs';
import {homedir, userInfo} from 'node:os';
import {dirname, join} from 'node:path';
import {alienFolder} from './environment.ts';

/** Gives the words that cover what a job is not to see and run what follows in `folder`/work. */
export type Cover = (folder: string) => readonly string[];

/** What of a sandbox no one but itself may see. */
const SECRET_FOLDERS = ['authority', 'users', 'catalogue', 'storage', 'kept'];
const SECRET_FILES = ['control.sock', 'sandbox.log'];
/** Where everyone leaves things. */
const COMMON = ['/tmp', '/var/tmp'];
const FIRST_DESCRIPTOR = 4;

/**
 * What covers the secrets of a sandbox, the folders of other jobs, and the owner's home and temporary files, but not
 * what jobs run by. It has to run with all rights inside of a namespace, and nested ones cannot undo it.
 */
export function coverFor(root: string): Cover {
  const programs = programFolders();
  // Where programs are openly in a home, it cannot be hidden from those who run them.
  const hidden = outermost([...homes(), ...COMMON.flatMap(existing)]).filter(
    (folder) => !programs.includes(folder),
  );
  const kept = outermost([join(root, 'certificates'), ...programs].flatMap(existing)).filter((folder) =>
    hidden.some((each) => isWithin(folder, each)),
  );
  return (folder) => ['sh', '-c', scriptFor(root, folder, hidden, kept), 'cover'];
}

/** What is kept is held open while it is hidden, and let go then: it would lead back to all around it. */
function scriptFor(root: string, folder: string, hidden: readonly string[], kept: readonly string[]): string {
  const jobs = quoted(join(root, 'jobs'));
  const held = kept.map((path, index) => ({path: quoted(path), descriptor: FIRST_DESCRIPTOR + index}));
  const lines = [
    `cd ${quoted(folder)}`,
    ...held.map(({path, descriptor}) => `exec ${descriptor}<${path}`),
    ...hidden.map((path) => `mount -t tmpfs -o size=256m,mode=1777 none ${quoted(path)}`),
    ...SECRET_FOLDERS.map((name) => quoted(join(root, name))).map(
      (path) => `[ ! -d ${path} ] || mount -t tmpfs -o size=4k,mode=0 none ${path}`,
    ),
    ...SECRET_FILES.map((name) => quoted(join(root, name))).map(
      (path) => `[ ! -e ${path} ] || mount --bind /dev/null ${path}`,
    ),
    `mkdir -p ${jobs}`,
    `mount -t tmpfs -o size=4k,mode=755 none ${jobs}`,
    `mkdir ${quoted(folder)}`,
    `mount -c --bind . ${quoted(folder)}`,
    ...held.flatMap(({path, descriptor}) => [
      `mkdir -p ${path}`,
      `mount -c --bind /proc/self/fd/${descriptor} ${path}`,
      `mount -o remount,bind,ro ${path} 2>/dev/null || :`, // where the system allows that
      `exec ${descriptor}<&-`,
    ]),
    `cd ${quoted(join(folder, 'work'))}`,
  ];
  return `${lines.map((line) => `{ ${line}; } || exit 125`).join('\n')}\nexec "$@"`;
}

/** The owner's home, by the variable and by the account, if it is a folder of their own. */
function homes(): string[] {
  const uid = process.getuid?.();
  return [homedir, () => userInfo().homedir]
    .flatMap((home) => {
      try {
        return existing(home());
      } catch {
        return []; // in containers, accounts need not have a line that says it
      }
    })
    .filter((folder) => folder !== '/' && statSync(folder).uid === uid);
}

/** What `alien` inside of a job is made of. */
function programFolders(): string[] {
  const alien = alienFolder();
  const program =
    alien === undefined
      ? []
      : existing(dirname(alien)).map((path) => path.replace(/\/node_modules\/.*/s, ''));
  return [...program, dirname(process.execPath)];
}

/** Without links; none for what is not there. */
function existing(folder: string): string[] {
  try {
    return [realpathSync(folder)];
  } catch {
    return [];
  }
}

/** Without repetitions, and without those that are in another one of them. */
function outermost(folders: readonly string[]): string[] {
  const all = [...new Set(folders)];
  return all.filter((folder) => !all.some((each) => each !== folder && isWithin(folder, each)));
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

function quoted(path: string): string {
  return `'${path.replaceAll("'", `'\\''`)}'`;
}
