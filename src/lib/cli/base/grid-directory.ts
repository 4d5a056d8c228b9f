import {ServerError} from '../../errors/errors.ts';
import {EXIT} from '../../errors/exit-codes.ts';
import {type Answer, exitCodeOf} from '../../session/answer.ts';
import {expectSuccess} from '../../session/expect-success.ts';
import type {Run} from './run.ts';

/** The directory on the grid that relative names start in, with the home: asked for only where it is not known yet. */
export async function gridDirectory({
  grid,
  interrupt,
}: Run): Promise<{cwd: string; home: string | undefined}> {
  const place = await grid.place?.();
  if (place?.isCertain) return place;
  const {metadata} = expectSuccess(await grid.request('pwd', [], {want: 'keys', signal: interrupt.signal}));
  return {cwd: metadata.currentdir, home: (await grid.place?.())?.home};
}

/**
 * Go to another directory on the grid, with all commands of the session that follow.
 * @param directory the home without it
 * @throws {ServerError} 2 where there is none
 */
export async function changeGridDirectory(run: Run, directory?: string): Promise<Answer> {
  const {grid, interrupt, series} = run;
  const before = await grid.place?.();
  const answer = await grid.request('cd', directory === undefined ? [] : [directory], {
    signal: interrupt.signal,
  });
  if (exitCodeOf(answer) === EXIT.NO_SUCH_FILE) {
    throw new ServerError(`There is no directory ${directory} on the grid.`, {code: 'NO_SUCH_FILE'});
  }
  expectSuccess(answer);
  series.previousDirectory = before?.isCertain ? before.cwd : undefined;
  return answer;
}
