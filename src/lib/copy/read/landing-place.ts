import type {Stats} from 'node:fs';
import {realpath, stat} from 'node:fs/promises';
import {dirname, sep} from 'node:path';
import {isSystemError} from '../../errors/error-words.ts';
import {UserError} from '../../errors/errors.ts';
import {localError} from '../../errors/local-error.ts';
import {lstatIfAny, refuseDanglingLink} from '../../files/links.ts';
import type {DownloadItem} from '../model/plan.ts';

/** Where the bytes of a download go. */
export interface LandingPlace {
  /** what is written, or replaced: the destination, or what it leads to as a symbolic link */
  readonly path: string;
  /** of what is there; undefined where nothing is */
  readonly facts: Stats | undefined;
  /** a device or a FIFO: bytes are written into it, and it is never replaced */
  readonly isStream: boolean;
}

type Destination = Pick<DownloadItem, 'destination' | 'base' | 'isNamed'>;

/** What stands for a file that is open already. What is written goes after its content. */
const OPEN_FILE = /^\/dev\/(?:stdout|stderr|fd\/\d+)$|^\/proc\/[^/]+\/fd\/\d+$/;

/**
 * Look at the place of a download. A symbolic link is followed, and stays; below a directory that is copied as a whole it
 * may have been put there by another user, and is followed only within that directory.
 * @throws {UserError} 21 for a directory; 22 for what can be neither written into nor replaced; 40 for a link that leads out
 *   of the destination; 2 for one that leads nowhere
 */
export async function landingPlace(item: Destination): Promise<LandingPlace> {
  const {destination} = item;
  try {
    const own = await lstatIfAny(destination);
    if (own === undefined) return {path: destination, facts: undefined, isStream: false};
    const facts = own.isSymbolicLink() ? await followed(destination) : own;
    if (facts.isDirectory()) throw new UserError(`${destination} is a directory.`, {code: 'IS_A_DIRECTORY'});
    if (facts.isFIFO() || facts.isCharacterDevice() || OPEN_FILE.test(destination))
      return {path: destination, facts, isStream: true};
    if (!facts.isFile())
      throw new UserError(`${destination} is neither a file nor a directory: it is not replaced.`);
    if (!own.isSymbolicLink()) return {path: destination, facts, isStream: false};
    const path = await realpath(destination);
    if (!item.isNamed) await refuseOutside(item, path);
    return {path, facts, isStream: false};
  } catch (error) {
    throw localError(error, destination);
  }
}

async function followed(link: string): Promise<Stats> {
  try {
    return await stat(link);
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') await refuseDanglingLink(link);
    throw error;
  }
}

async function refuseOutside({destination, base}: Destination, path: string): Promise<void> {
  const root = await realpath(base);
  if (path.startsWith(root === sep ? sep : root + sep)) return;
  throw new UserError(
    `${destination} is a symbolic link that leads out of ${base}: nothing is written there.`,
    {
      code: 'LINK_LOOP',
      next: [`Remove the link, or copy that file alone, to ${dirname(path)}.`],
    },
  );
}
