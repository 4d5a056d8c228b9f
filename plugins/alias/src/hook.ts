import {statSync} from 'node:fs';
import {join} from 'node:path';
import type {Expandable} from '@alien-grid/cli/command';

/** What oclif binds a hook to, as far as it is needed here. */
interface Hook {
  readonly config: {findCommand(id: string): unknown};
}

/**
 * The hook `expand`, in a bundle of its own: it is asked at each start, and most users have no aliases. Only for those
 * who have a file of them more is loaded.
 */
export async function expand(this: Hook, asked: Expandable): Promise<string | undefined> {
  const {HOME} = asked.env;
  if (!HOME || statSync(join(HOME, '.alienpy_aliases'), {throwIfNoEntry: false}) === undefined)
    return undefined;
  const {expandAlias} = await import('./expand.ts');
  return expandAlias(asked, (id) => this.config.findCommand(id) !== undefined);
}
