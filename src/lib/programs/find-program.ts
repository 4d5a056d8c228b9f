import {accessSync, constants, statSync} from 'node:fs';
import {isAbsolute, join} from 'node:path';

/** What a shell looks through where PATH is not set. */
const USUAL_PATH = '/usr/local/bin:/usr/bin:/bin';

/**
 * The first of these programs that is on this machine.
 * @param path the value of PATH; directories that are not absolute do not count
 * @returns its name; undefined where there is none
 */
export function firstInstalled(names: readonly string[], path = USUAL_PATH): string | undefined {
  const directories = path.split(':').filter(isAbsolute);
  return names.find((name) => directories.some((directory) => isProgram(join(directory, name))));
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
