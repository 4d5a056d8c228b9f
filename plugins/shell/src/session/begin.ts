import {exitCodeOf, expectSuccess} from '@alien-grid/cli';
import type {Run} from '@alien-grid/cli/command';
import type {PlaceFile} from './place-file.ts';

/**
 * Connect, and go where the last shell was.
 * @throws what prevents a connection
 */
export async function beginSession(run: Run, place: PlaceFile | undefined): Promise<void> {
  const {grid, series, interrupt} = run;
  const {signal} = interrupt;
  const {currentdir} = expectSuccess(await grid.request('pwd', [], {signal})).metadata;
  const kept = place?.read();
  if (kept === undefined || kept.directory === currentdir) return;
  const answer = await grid.request('cd', [kept.directory], {signal});
  if (exitCodeOf(answer) !== 0)
    return run.out.note(`The directory of the last time, ${kept.directory}, is gone. This is your home.`);
  series.directory = answer.metadata.currentdir;
  series.previousDirectory = kept.previous;
}
