import {existsSync, realpathSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join} from 'node:path';
import {UserError} from '../errors/errors.ts';
import {installedForm, repairAdvice} from '../programs/installed-form.ts';

/** A command that a launcher hands over, before anything of it was looked at. */
export interface Caller {
  /** descriptor of the connection to the launcher, which has the same user id */
  readonly connection: number;
  /** the process id of the launcher; 0 where it is in another name space of processes */
  readonly process: number;
  readonly request: Buffer;
  /** stdin, stdout, stderr and the directory of the caller */
  readonly descriptors: readonly [stdin: number, stdout: number, stderr: number, directory: number];
}

/** What the addon of the agent offers (launcher/descriptors.c). */
export interface Descriptors {
  /** The next caller. @param greeting what a launcher decides by whether it may hand over here */
  readonly accept: (listener: number, greeting: string) => Promise<Caller | undefined>;
  /** @returns descriptor of a socket at a path, which only this user may use */
  readonly listen: (path: string) => number;
  /** @returns descriptor of a file that is locked while it is open; -1 where another process has locked it */
  readonly lock: (path: string) => number;
  /** Make a directory the current one. */
  readonly enter: (directory: number) => void;
  /** Stop this process until the other side of a connection says something, or is gone. @param word sent when it is stopped */
  readonly hold: (connection: number, word: Buffer) => void;
  /** @returns the size of a terminal */
  readonly size: (terminal: number) => readonly [columns: number, rows: number];
  /** No core dumps of this process, and no debugger. */
  readonly protect: () => void;
}

/** The package with the launcher and this addon for this kind of machine. */
const PLATFORM_PACKAGE = `@alien-grid/launcher-${process.platform}-${process.arch}`;

/**
 * The addon: as it was built here, else from the package of the platform.
 * @param root directory of the program's package
 * @throws {UserError} 95 where there is none
 */
export function loadDescriptors(root: string): Descriptors {
  const require = createRequire(join(root, 'package.json'));
  const built = join(root, 'launcher/build/descriptors.node');
  try {
    return require(existsSync(built) ? built : `${PLATFORM_PACKAGE}/descriptors.node`) as Descriptors;
  } catch (cause) {
    throw new UserError('The launcher is not here, so there can be no agent.', {
      code: 'NOT_SUPPORTED',
      cause,
      next: repairAdvice(installedForm(realpathSync(root)), `node ${join(root, 'launcher/build.mjs')}`),
    });
  }
}
