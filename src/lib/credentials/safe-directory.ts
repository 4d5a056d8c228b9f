import {type Stats, lstatSync, mkdirSync, statSync} from 'node:fs';
import {dirname} from 'node:path';
import {meaningOf} from '../errors/error-words.ts';
import {UserError} from '../errors/errors.ts';
import {localError} from '../errors/local-error.ts';
import {requireHome} from '../files/home.ts';
import {shellWord} from '../words/shell-word.ts';

/**
 * Insist on a directory in which no one else can exchange our files: our own or root's, and where everyone may
 * write, one with the sticky bit, as `/tmp` is.
 * @throws {UserError} 2 where it is not there, 13 where it is not safe
 */
export function checkDirectory(path: string): void {
  const stats = look(statSync, path);
  if (stats && !stats.isDirectory())
    throw new UserError(`${path} is not a directory.`, {code: 'NOT_A_DIRECTORY'});
  if (!stats) {
    throw new UserError(`There is no directory ${path}.`, {
      code: 'NO_SUCH_FILE',
      next: [`mkdir -p ${shellWord(path)}`],
    });
  }
  const {uid, mode} = stats;
  const next = ['Set TMPDIR or ALIEN_CREDENTIALS_DIR to a directory of your own.'];
  if (!isTrusted(uid)) {
    const message = `${path} belongs to another user (user id ${uid}), who could exchange files in it.`;
    throw new UserError(message, {code: 'PERMISSION_DENIED', next});
  }
  if ((mode & 0o002) !== 0 && (mode & 0o1000) === 0) {
    throw new UserError(
      `Anybody could exchange files in ${path} (writable for all, without the sticky bit).`,
      {
        code: 'PERMISSION_DENIED',
        next: [`chmod o-w ${shellWord(path)}`, ...next],
      },
    );
  }
}

/**
 * Make a directory for no one but us, or check the one that is there.
 * @throws {UserError} 2 where its parent is not there, 13 where it cannot be made or is not safe
 */
export function makePrivateDirectory(path: string): void {
  requireHome(path);
  try {
    mkdirSync(path, {mode: 0o700});
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    if (code === 'ENOENT') {
      throw new UserError(`There is no directory ${dirname(path)}.`, {code: 'NO_SUCH_FILE', cause});
    }
    if (code !== 'EEXIST') {
      throw new UserError(`The directory ${path} cannot be made: ${meaningOf(code)}.`, {
        code: 'PERMISSION_DENIED',
        cause,
      });
    }
  }
  checkDirectory(path);
}

/**
 * Insist that a file which is going to be replaced is our own, and no link.
 * @throws {UserError} 13
 */
export function checkReplaceable(path: string, stats: Stats): void {
  const refuse = (why: string): UserError =>
    new UserError(`${path} is not touched: ${why}.`, {
      code: 'PERMISSION_DENIED',
      next: ['Remove it if you know that it is of no use.'],
    });
  if (stats.isSymbolicLink()) throw refuse('it is a link, perhaps made by another user');
  if (!stats.isFile()) throw refuse('it is not a file');
  if (stats.uid !== process.getuid?.()) throw refuse(`it belongs to another user (user id ${stats.uid})`);
}

/**
 * Insist that a directory which is going to be replaced is our own, and no link.
 * @throws {UserError} 13
 */
export function checkReplaceableDirectory(path: string): void {
  const stats = look(lstatSync, path);
  if (!stats) return;
  const refuse = (why: string): UserError =>
    new UserError(`${path} is not touched: ${why}.`, {
      code: 'PERMISSION_DENIED',
      next: ['Name another directory.'],
    });
  if (!stats.isDirectory()) throw refuse('it is a link or a file');
  if (stats.uid !== process.getuid?.()) throw refuse(`it belongs to another user (user id ${stats.uid})`);
}

/**
 * What the file system says of a path.
 * @param stat follows links or not
 * @returns undefined where there is nothing
 * @throws {UserError} with the errno, e.g. 13 where a directory on the way cannot be entered
 */
export function look(
  stat: (path: string, options: {readonly throwIfNoEntry: false}) => Stats | undefined,
  path: string,
): Stats | undefined {
  try {
    return stat(path, {throwIfNoEntry: false});
  } catch (error) {
    throw localError(error, path);
  }
}

function isTrusted(uid: number): boolean {
  return uid === 0 || uid === process.getuid?.();
}
