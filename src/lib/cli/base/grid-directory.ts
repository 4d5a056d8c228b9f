import {lfnBase} from '../../catalogue/lookup.ts';
import {ServerError} from '../../errors/errors.ts';
import {EXIT} from '../../errors/exit-codes.ts';
import type {LfnBase} from '../../paths/lfn.ts';
import {type Answer, exitCodeOf} from '../../session/requests/answer.ts';
import {expectSuccess} from '../../session/requests/expect-success.ts';
import type {Run} from './run.ts';

/** The directory on the grid that relative names start in, and the home: asked for only where they are not known. */
export async function gridDirectory({grid, interrupt}: Run): Promise<LfnBase> {
  const place = await grid.place?.();
  return place?.isCertain ? place : await lfnBase(grid, {signal: interrupt.signal});
}

/**
 * Go to another directory on the grid, with all commands of the session that follow.
 * @param directory the home without it
 * @throws {ServerError} 2 where there is none
 */
export async function changeGridDirectory(run: Run, directory?: string): Promise<Answer> {
  const {grid, interrupt, series} = run;
  const answer = await grid.request('cd', directory === undefined ? [] : [directory], {
    signal: interrupt.signal,
  });
  if (exitCodeOf(answer) === EXIT.NO_SUCH_FILE) {
    throw new ServerError(`There is no directory ${directory} on the grid.`, {code: 'NO_SUCH_FILE'});
  }
  series.previousDirectory = series.directory;
  series.directory = expectSuccess(answer).metadata.currentdir;
  return answer;
}
