import {join} from 'node:path';
import {userDirectory} from '../files/home.ts';
import {isPrivateGroup} from '../files/private-group.ts';
import {readFile} from '../files/read-file.ts';
import {UnreadableFile} from '../files/unreadable-file.ts';
import type {Environment} from './environment.ts';
import {jsonEntries} from './json-entries.ts';

/** More than all settings together could need. */
const MAX_BYTES = 1 << 20;

/** `$XDG_CONFIG_HOME/alien/config.json`, else below `~/.config`. A relative XDG_CONFIG_HOME does not count. */
export function configPath(env: Environment): string {
  return join(userDirectory(env, 'config'), 'alien', 'config.json');
}

/**
 * The text of the configuration file. Who may write to this file decides which servers are trusted: it must be the
 * user's own (or the administrator's).
 * @returns undefined where there is no file
 * @throws {Error} saying why it cannot be used
 */
export function readOwnFile(path: string): string | undefined {
  try {
    // The administrator may use anyone's: in a container the home often belongs to another user.
    const owners = process.geteuid?.() === 0 ? 'anyone' : 'trusted';
    const {bytes, mode, owner, group} = readFile(path, {owner: owners, limit: MAX_BYTES, link: 'follow'});
    if ((mode & 0o002) !== 0) throw new Error('everyone may write to it');
    if ((mode & 0o020) !== 0 && !isPrivateGroup(group, owner)) {
      throw new Error(`other users may write to it, those of the group ${group}`);
    }
    return bytes.toString().replace(/^\uFEFF/, '');
  } catch (error) {
    if (error instanceof UnreadableFile && error.isAbsent) return undefined;
    throw error instanceof UnreadableFile ? new Error(error.reason, {cause: error}) : error;
  }
}

/**
 * Whether the configuration file names a setting. It costs next to nothing: the table of settings is not loaded.
 * What is wrong with the file is not told here; it names nothing then.
 */
export function isNamedInFile(setting: string, env: Environment): boolean {
  try {
    const text = readOwnFile(configPath(env));
    return text !== undefined && jsonEntries(text).some(({name}) => name === setting);
  } catch {
    return false;
  }
}
