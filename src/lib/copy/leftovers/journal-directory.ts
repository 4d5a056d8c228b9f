import {join} from 'node:path';
import {userDirectory} from '../../files/home.ts';
import {address, endpoints} from '../../settings/endpoint.ts';

/** What is noted while it is under way, so that a later run can mend what a kill left half done. */
export type Journalled = 'directories' | 'replacements' | 'uploads';

/** Where the journals are: below the XDG state directory, one directory for each grid. */
export function journalDirectory(
  env: Readonly<Record<string, string | undefined>>,
  what: Journalled,
): string {
  const central = endpoints(env).at(-1);
  return join(
    userDirectory(env, 'state'),
    'alien',
    what,
    central ? address(central).replace(/[^\w.-]/g, '_') : 'grid',
  );
}
