import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {UserError} from '../../errors/errors.ts';
import {makeLocalDirectories} from '../../files/make-local-directories.ts';
import {readFile} from '../../files/read-file.ts';
import {npmFailure, runNpm} from './npm.ts';

/**
 * Keep a plugin of this machine as a tarball in the data directory: npm looks for its sources again later, and the
 * installer takes any two directories for the same.
 * @param path a directory or a tarball
 * @param around `root` is the directory of the program's package; `env` the variables for npm
 * @returns the `file:` URL of the tarball
 * @throws {UserError} for what is no plugin, and where npm cannot pack it
 */
export async function packPlugin(
  path: string,
  around: {readonly dataDir: string; readonly root: string; readonly env: NodeJS.ProcessEnv},
): Promise<string> {
  // of a tarball, npm says what is missing
  if (existsSync(join(path, 'package.json'))) readPlugin(path);
  const destination = join(around.dataDir, 'packages');
  makeLocalDirectories(destination);
  try {
    const {stdout} = await runNpm(['pack', path, '--json', '--pack-destination', destination], {
      ...around,
      cwd: destination,
    });
    // A script of the plugin may print something in front.
    const [packed] = Object.values(JSON.parse(stdout.slice(stdout.search(/^[[{]/m))) as object) as Packed[];
    return pathToFileURL(join(destination, packed?.filename.replace(/^@/, '').replace('/', '-') ?? '')).href;
  } catch (error) {
    throw notPacked(error, path);
  }
}

/** More than any package.json has, in bytes. */
const LARGEST = 1 << 20;

/** The package.json of a directory. @throws {UnreadableFile} */
export function readPackage(directory: string): string {
  const terms = {owner: 'anyone', limit: LARGEST, link: 'follow'} as const;
  return readFile(join(directory, 'package.json'), terms).bytes.toString();
}

interface Packed {
  readonly filename: string;
}

/**
 * The package.json of a plugin.
 * @throws {UserError} for a directory whose package.json has no `oclif` part
 */
export function readPlugin(directory: string): {readonly name: string} {
  let facts: unknown;
  try {
    facts = JSON.parse(readPackage(directory));
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new UserError(`${join(directory, 'package.json')} cannot be read as JSON.`, {cause});
  }
  if (typeof facts !== 'object' || facts === null || !('oclif' in facts)) throw notPlugin(directory);
  return facts as {readonly name: string; readonly oclif: unknown};
}

/** What is said of a package that is not a plugin. */
export function notPlugin(name: string, cause?: unknown): UserError {
  return new UserError(`${name} is not a plugin: its package.json has no "oclif" part.`, {
    next: ['See docs/plugins.md for what a plugin needs.'],
    cause,
  });
}

/** What is said where there is no npm. */
export function noNpm(cause: unknown): UserError {
  return new UserError('Plugins are installed by npm, and there is none: not on the PATH, nor beside Node.', {
    code: 'NO_SUCH_COMMAND',
    next: [
      'Install npm (it comes with Node), or unpack the plugin yourself and use it as it is:',
      '  alien plugins link DIRECTORY --no-install',
    ],
    cause,
  });
}

function notPacked(error: unknown, path: string): UserError {
  const {isMissing, reason} = npmFailure(error);
  if (isMissing) return noNpm(error);
  return new UserError(`npm cannot read the plugin ${path}: ${reason}`, {
    code: 'FAILED',
    cause: error,
  });
}
