import {renameSync, writeFileSync} from 'node:fs';
import {UserError} from '@alien-grid/cli';
import type {IsolationKind} from '../jobs/worker/isolation.ts';
import type {JobLimits} from '../jobs/worker/limits.ts';
import type {Layout} from './layout.ts';
import {readOwn} from '../read-own.ts';

/** What a sandbox remembers from one start to the next. */
export interface State {
  readonly name: string;
  readonly port: number;
  readonly storage: boolean;
  /** How many jobs run at the same time. */
  readonly jobs: number;
  /** What one of them may use; not known of sandboxes of earlier versions. */
  readonly limits?: JobLimits;
  /** How they are shut in. */
  readonly isolation: IsolationKind;
  /** By name of the storage element. */
  readonly storagePorts: Readonly<Record<string, number>>;
}

/** The state of a sandbox; undefined if it was never started. */
export function readState(layout: Layout): State | undefined {
  try {
    return JSON.parse(readOwn(layout.state)) as State;
  } catch (error) {
    // A file that was cut off is no more worth than none: all of it is found out again at the next start.
    const isAbsent = error instanceof UserError && error.code === 'ALIEN_NO_SUCH_FILE';
    if (isAbsent || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export function writeState(layout: Layout, state: State): void {
  const draft = `${layout.state}.draft`;
  writeFileSync(draft, `${JSON.stringify(state, null, 2)}\n`);
  renameSync(draft, layout.state);
}
