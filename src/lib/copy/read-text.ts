import {readNamedText} from '../files/named-text.ts';
import {UnreadableFile} from '../files/unreadable-file.ts';
import {fetchTemporary} from './fetch-temporary.ts';
import {localError} from '../errors/local-error.ts';
import {localLookup} from './plan/plan-copy.ts';
import type {CopyServices} from './services.ts';
import {readSides} from './operands/sides.ts';
import {looksLikeGrid, parseOperand} from '../paths/operand.ts';
import {localPath} from '../files/local-path.ts';

/** @throws {UserError} with the errno, for a file that cannot be read */
export async function readLocalText(path: string): Promise<string> {
  return await readNamedText(path).catch((error: unknown) => {
    throw localError(error instanceof UnreadableFile ? (error.cause ?? error) : error, path);
  });
}

/**
 * The text of a file on this machine or on the grid, whose name is read like that of a source.
 * @throws {AlienError} where it is not available
 */
export async function readText(name: string, services: CopyServices, signal: AbortSignal): Promise<string> {
  // eslint-disable-next-line no-restricted-properties -- the default for scripts
  const cwd = services.cwd ?? process.cwd();
  const existsLocally = localLookup(cwd);
  const {kind, path} = parseOperand(name);
  if (kind === 'bare' && !looksLikeGrid(path) && (await existsLocally(path)))
    return await readLocalText(localPath(cwd, path));
  const {direction, sources} = await readSides([name], '.', existsLocally);
  const names = sources.map((source) => source.name);
  if (direction === 'upload') return await readLocalText(localPath(cwd, names[0] ?? ''));
  const [onGrid] = names;
  if (onGrid === undefined) return '';
  await using file = await fetchTemporary(onGrid, services, signal);
  return await readLocalText(file.path);
}
