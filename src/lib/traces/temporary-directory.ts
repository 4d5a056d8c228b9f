import {lstat, mkdir, readdir, rm} from 'node:fs/promises';
import {constants, tmpdir} from 'node:os';
import {join} from 'node:path';
import {isSystemError, meaningOf} from '../errors/error-words.ts';
import {UserError} from '../errors/errors.ts';
import {markOf, thisProcess} from './process-mark.ts';
import {isLeftover, readTemporaryName, temporaryDirectoryName} from './temporary-name.ts';

/** Once in a process is enough, for each place; it may work for one after the other. */
const swept = new Map<string, {readonly by: string; readonly done: Promise<void>}>();

/**
 * Make a directory for temporary files that only this user can enter. Remove it when done; where that does not come to
 * pass, the next process that makes one does it.
 * @param directory where it is made; default: `$TMPDIR`
 * @throws {UserError} with the errno, where none can be made
 */
export async function makeTemporaryDirectory(directory?: string): Promise<string> {
  const place = directory || tmpdir();
  const by = markOf(thisProcess());
  const earlier = swept.get(place);
  const sweeping = earlier?.by === by ? earlier.done : sweep(place);
  swept.set(place, {by, done: sweeping});
  const path = join(place, temporaryDirectoryName());
  await mkdir(path, {mode: 0o700}).catch((cause: unknown) => {
    throw placeless(place, cause); // where something has the name, too
  });
  await sweeping;
  return path;
}

function placeless(place: string, cause: unknown): unknown {
  if (!isSystemError(cause)) return cause;
  const exitCode = constants.errno[cause.code as keyof typeof constants.errno] ?? 5;
  return new UserError(`Temporary files cannot be made in ${place}: ${meaningOf(cause.code)}.`, {
    exitCode,
    cause,
    next: ['Set TMPDIR to a directory of your own that has space left.'],
  });
}

/** Remove directories of processes of this user and machine that are gone. */
async function sweep(place: string): Promise<void> {
  for (const name of await readdir(place).catch(() => [])) {
    if (readTemporaryName(name)?.kind !== 'directory' || !isLeftover(name)) continue;
    const path = join(place, name);
    const state = await lstat(path).catch(() => undefined);
    if (!state?.isDirectory() || state.uid !== process.getuid?.()) continue;
    await rm(path, {recursive: true, force: true}).catch(() => undefined);
  }
}
