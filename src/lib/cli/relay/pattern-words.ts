import {exactNames, standsForOthers} from '../../catalogue/patterns.ts';
import {UserError} from '../../errors/errors.ts';
import type {Requester} from '../../session/requests/requester.ts';

/** Commands of the service that change all that a pattern stands for. (`rm` is a verb of ours.) */
const CHANGES_PATTERNS = new Set(['chmod', 'chown', 'mirror', 'lfnexpiretime']);

/**
 * Refuse the exact name of an entry where the service would take it for a pattern, and change others too.
 * @throws {UserError} 22 with a way round it
 */
export async function refuseAmbiguousPatterns(
  grid: Requester,
  command: string,
  words: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  if (!CHANGES_PATTERNS.has(command)) return;
  const names = words.filter((word) => !word.startsWith('-'));
  for (const [word, lfn] of await exactNames(grid, names, {signal})) {
    if (!(await standsForOthers(grid, lfn, {signal}))) continue;
    throw new UserError(`${word} exists, but ${command} would change all names like it.`, {
      next: [`Give it a plain name first: alien mv '${word}' NAME`],
    });
  }
}
