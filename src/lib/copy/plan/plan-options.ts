import {UserError} from '../../errors/errors.ts';
import type {Keep} from '../operands/destination.ts';
import type {Route} from '../operands/routes.ts';
import type {DirectoriesOfCopy} from './begun-directories.ts';
import type {Selection} from '../selection/selection.ts';

/** What planning needs to know beside the routes. */
export interface PlanOptions {
  readonly cwd: string;
  readonly keep: Keep;
  readonly selection: Selection;
  /** what may be a source; a pattern only where anything may */
  readonly accept: 'anything' | 'files' | 'directories' | 'files and directories';
  /** more than one needs a directory to go to */
  readonly sourcesPerDestination: number;
  readonly signal: AbortSignal;
  /** the directories that this copy makes under new names; absent: nothing is known of earlier copies */
  readonly begun?: DirectoriesOfCopy | undefined;
  /** tell of what could not be planned as it was asked for */
  readonly say: (note: string) => void;
  /** a number for the next file of the plan */
  readonly nextId: () => number;
  /** Plan one route; @returns undefined where its failure has been noted and the others may go on */
  readonly attempt: <T>(route: Route, task: () => Promise<T>) => Promise<T | undefined>;
}

/** Whether a name ends like one whose contents are meant: `dir/`, `.`, `..`, `dir/.`. */
export function meansContents(name: string): boolean {
  return /(?:^|\/)\.{0,2}$/.test(name);
}

/** @throws {UserError} 21 for a directory where only files are wanted, 20 for the reverse */
export function refuseKind(path: string, isDirectory: boolean, accept: PlanOptions['accept']): void {
  if (accept === 'files' && isDirectory)
    throw new UserError(`${path} is a directory.`, {code: 'IS_A_DIRECTORY'});
  if (accept === 'directories' && !isDirectory)
    throw new UserError(`${path} is a file, not a directory.`, {code: 'NOT_A_DIRECTORY'});
}
