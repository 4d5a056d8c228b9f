import {homedir, userInfo} from 'node:os';
import {isAbsolute, join} from 'node:path';
import {UserError} from '../errors/errors.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What accounts without a home have in its place: nothing is ever there, and nothing is made there. */
const NO_HOME = '/nonexistent';

/** By kind: the variable that names the place, and where it is below the home without one. */
const PLACES = {
  cache: ['XDG_CACHE_HOME', '.cache'],
  config: ['XDG_CONFIG_HOME', '.config'],
  data: ['XDG_DATA_HOME', '.local/share'],
  state: ['XDG_STATE_HOME', '.local/state'],
} as const;

/**
 * The one place that knows the user's home: HOME, else what the system knows of the account. Where there is neither, it
 * is a directory that does not exist: what is only looked for is not found.
 */
export function homeOf(env: Environment): string {
  return env['HOME'] || (homedirOf(() => userInfo().homedir) ?? NO_HOME);
}

/**
 * The home of the process itself, for names that are read where no environment is at hand.
 * @throws {UserError} 2 where it has none
 */
export function homeOfProcess(): string {
  const home = homeOf({HOME: homedirOf(homedir)});
  requireHome(home);
  return home;
}

/** `$XDG_CACHE_HOME` and its like, else below the home. A relative one does not count, as the standard wants it. */
export function userDirectory(env: Environment, kind: keyof typeof PLACES): string {
  const [variable, belowHome] = PLACES[kind];
  const named = env[variable];
  if (named && isAbsolute(named)) return named;
  return join(homeOf(env), belowHome);
}

/**
 * Insist that a path which is going to be written is not in the home of a user who has none.
 * @throws {UserError} 2
 */
export function requireHome(path: string): void {
  if (path !== NO_HOME && !path.startsWith(`${NO_HOME}/`)) return;
  throw new UserError(`There is no home directory for the user with the number ${process.geteuid?.()}.`, {
    code: 'NO_SUCH_FILE',
    next: ['Set HOME to a directory of your own.'],
  });
}

/** @returns undefined for a user id without an account, as in many containers */
function homedirOf(ask: () => string): string | undefined {
  try {
    return ask() || undefined;
  } catch {
    return undefined;
  }
}
