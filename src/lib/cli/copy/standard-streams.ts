import {createWriteStream} from 'node:fs';
import {readdir, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {pipeline} from 'node:stream/promises';
import type {CopyList, CopyOperands} from '../../copy/model/request.ts';
import {UserError} from '../../errors/errors.ts';
import {localError} from '../../errors/local-error.ts';
import {makeTemporaryDirectory} from '../../traces/temporary-directory.ts';

/** Stands for stdin as a source, for stdout as a destination. `./-` is a file of that name. */
const DASH = '-';

/** What a copy really does where `-` was written, and where its content is afterwards. */
export interface StandardStreams extends AsyncDisposable {
  readonly operands: CopyOperands | CopyList;
  /** What is to be printed once it is complete; undefined where nothing is. */
  printed(): Promise<string | undefined>;
}

/**
 * Put a private file in the place of `-`: what comes from stdin is read to its end first, so that its size is known, and
 * what goes to stdout is complete and verified before its first byte.
 * @throws {UserError} 22 where `-` stands beside other names; the errno where there is no room for it
 */
export async function standardStreams(
  operands: CopyOperands | CopyList,
  stdin: NodeJS.ReadableStream,
  signal: AbortSignal,
): Promise<StandardStreams> {
  if ('pairs' in operands) return plain(operands);
  const {sources, destination} = operands;
  const fromStdin = sources.includes(DASH);
  if (!fromStdin && destination !== DASH) return plain(operands);
  if (sources.length > 1 || operands.keepPaths)
    throw new UserError('- stands for one file: no other names can be copied with it.', {
      next: destination === DASH ? ['To print several files, use: alien cat NAME...'] : [],
    });
  if (fromStdin && destination === DASH) throw new UserError('- cannot be both source and destination.');
  const directory = await makeTemporaryDirectory();
  const end = () => rm(directory, {recursive: true, force: true});
  try {
    if (!fromStdin) return toStdout(operands, directory, end);
    const path = join(directory, 'stdin');
    await pipeline(stdin, createWriteStream(path, {mode: 0o600, flags: 'wx'}), {signal});
    return {...plain({...operands, sources: [`file:${path}`]}), [Symbol.asyncDispose]: end};
  } catch (error) {
    await end();
    signal.throwIfAborted();
    throw localError(error, tmpdir());
  }
}

function toStdout(operands: CopyOperands, directory: string, end: () => Promise<void>): StandardStreams {
  return {
    operands: {...operands, destination: `file:${directory}/`},
    printed: async () => {
      const [name] = await readdir(directory);
      return name === undefined ? undefined : join(directory, name);
    },
    [Symbol.asyncDispose]: end,
  };
}

function plain(operands: CopyOperands | CopyList): StandardStreams {
  const nothing = () => Promise.resolve(undefined);
  return {operands, printed: nothing, [Symbol.asyncDispose]: nothing};
}
