import {UserError} from '../errors/errors.ts';
import type {Lfn} from './lfn.ts';
import {isMisread, misreadName} from './misread-name.ts';

/**
 * The part of an LFN below a directory, fit to be appended to a local directory.
 * @throws {UserError} where the LFN is not below `root`, would lead out of the destination, or cannot be asked for
 */
export function relativeToRoot(root: Lfn, lfn: Lfn): string {
  const prefix = root === '/' ? '/' : `${root}/`;
  if (!lfn.startsWith(prefix))
    throw new UserError(`${lfn} is not below ${root}: it is not copied.`, {code: 'FAILED'});
  if (isMisread(lfn)) throw misreadName(lfn);
  return checkedRelativePath(lfn.slice(prefix.length));
}

/**
 * Let a relative path pass only if every component is an ordinary name.
 * @throws {UserError} for an absolute path, empty, `.` and `..` components and NUL characters
 */
export function checkedRelativePath(path: string): string {
  const isOrdinary = (name: string) => name !== '' && name !== '.' && name !== '..' && !name.includes('\0');
  if (path.split('/').every(isOrdinary)) return path;
  throw new UserError(
    `The name ${JSON.stringify(path)} could lead out of the destination: it is not copied.`,
    {
      code: 'FAILED',
    },
  );
}
