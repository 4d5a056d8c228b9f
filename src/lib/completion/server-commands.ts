import {valueOf} from '../session/requests/answer.ts';
import {expectSuccess} from '../session/requests/expect-success.ts';
import type {Requester} from '../session/requests/requester.ts';
import type {Memory} from './memory.ts';
import type {Named} from './sources.ts';

/**
 * Seconds for which the list is believed. It changes with a new version of the service, and serves completion and
 * suggestions alone: whether there is a command that was typed, the service is asked.
 */
const ONE_DAY = 24 * 3600;

const KEY = 'commandlist';

/** The commands that the service has. @throws {ServerError} where it refuses to tell */
export async function serverCommands(
  grid: Requester,
  memory: Memory,
  signal: AbortSignal,
): Promise<readonly Named[]> {
  const known = memory.recall(KEY, ONE_DAY);
  if (known !== undefined) return known;
  const answer = expectSuccess(await grid.request('commandlist', [], {signal, want: 'keys'}));
  const list = answer.results
    .map((result) => ({name: valueOf(result, 'commandlist')}))
    .filter(({name}) => /^\w+$/.test(name) && !name.endsWith('_csd'));
  memory.keep(KEY, list);
  return list;
}
