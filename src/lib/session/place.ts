import {ServerError} from '../errors/errors.ts';
import {type Answer, exitCodeOf} from './requests/answer.ts';
import {errorText} from './requests/expect-success.ts';
import type {Standing} from './requests/requester.ts';

/** What a connection remembers between requests; what is undefined is not known, or was never set. */
interface Place {
  readonly user?: string;
  /** with a slash at its end */
  readonly directory?: string;
  readonly site?: string;
  /** the word that `timing` got */
  readonly timing?: string;
}

/** One request on the way to a place. */
export interface Step {
  readonly command: 'setSite' | 'timing' | 'user' | 'cd';
  readonly word: string;
}

/** What moves a session, besides `cd`. */
const MOVING: ReadonlySet<string> = new Set(['setSite', 'timing', 'user', 'token']);

/** How the service calls a directory that is none. */
const NO_DIRECTORY = '[none]';

/**
 * Where a session is: role, directory, close site. The service keeps this for each connection; here it is kept
 * for all connections of a session and its siblings, so that a name means the same on every one of them.
 */
export class Whereabouts {
  #wanted: Place;
  /** where a new connection begins */
  #start: Place = {};
  readonly #connections = new WeakMap<object, Place>();

  /** @param site the close site to set on every connection; the service finds one by itself without */
  constructor(site: string | undefined) {
    this.#wanted = site ? {site} : {};
  }

  /** The directory, and the home, which is where connections begin; undefined while no answer has told, or in another role. */
  base(): {cwd: string; home: string} | undefined {
    const {user, directory} = this.#wanted;
    const home = this.#start.directory;
    if (home === undefined || directory === undefined || user !== this.#start.user) return undefined;
    return {cwd: directory, home};
  }

  /** Who the session is and where; undefined before the first answer. */
  standing(): Standing | undefined {
    const {user, directory} = this.#wanted;
    const home = this.#start.directory;
    return user === undefined || directory === undefined || home === undefined
      ? undefined
      : {user, directory, home};
  }

  /**
   * What has to be asked of a connection before a request, so that it is where the session is.
   * @returns undefined where it cannot get there: there is no way back from a role
   */
  wayFor(connection: object, command: string, words: readonly string[]): Step[] | undefined {
    const {user, directory, site, timing} = this.#wanted;
    const at = this.#at(connection);
    const steps: Step[] = [];
    if (site !== undefined && site !== at.site) steps.push({command: 'setSite', word: site});
    if (timing !== undefined && timing !== at.timing) steps.push({command: 'timing', word: timing});
    if (user !== undefined && user !== at.user) {
      if (at.user !== undefined && at.user !== this.#start.user) return undefined;
      steps.push({command: 'user', word: user});
    }
    const isElsewhere = directory !== undefined && directory !== at.directory;
    if (isElsewhere && !leavesFromAnywhere(command, words)) steps.push({command: 'cd', word: directory});
    return steps;
  }

  /**
   * A step was answered.
   * @throws {ServerError} where the connection is not where it should be
   */
  stepped(connection: object, {command, word}: Step, answer: Answer): void {
    const at = this.#at(connection);
    const exitCode = exitCodeOf(answer);
    // A site is a preference, and timing a luxury: without them the service does what it is asked, too.
    if (command === 'setSite') return this.#moved(connection, {...at, site: word});
    if (command === 'timing') return this.#moved(connection, {...at, timing: word});
    if (exitCode === 0) return this.#moved(connection, {...at, ...placeOf(answer)});
    const what = command === 'cd' ? `the directory ${word}` : `the role ${word}`;
    throw new ServerError(`The new connection cannot take on ${what} of the session: ${errorText(answer)}`, {
      exitCode,
      next: command === 'cd' ? ['Go to another directory with an absolute name (cd /alice/...).'] : [],
    });
  }

  /** A request of the user was answered: where it went, the session is. */
  answered(connection: object, command: string, words: readonly string[], answer: Answer): void {
    const before = this.#at(connection);
    const {user, directory} = placeOf(answer);
    const movesDirectory = command === 'cd' || words.some((word) => word.startsWith('-pwd='));
    if (!movesDirectory && !MOVING.has(command) && this.#isKnown(connection, user, directory)) return;
    const first = words[0];
    const sets = exitCodeOf(answer) === 0 && first !== undefined ? first : undefined;
    const site = command === 'setSite' ? (sets ?? before.site) : before.site;
    const timing = command === 'timing' ? (sets ?? before.timing) : before.timing;
    this.#moved(connection, {
      ...(user !== undefined && {user}),
      ...(directory !== undefined && {directory}),
      ...(site !== undefined && {site}),
      ...(timing !== undefined && {timing}),
    });
    // Two connections may answer at the same time: only one that was moved by this request moves the session.
    const movesUser = command === 'user' || command === 'token';
    this.#start = {
      ...(user !== undefined && !movesUser && before.user === undefined && {user}),
      ...(directory !== undefined && !movesDirectory && before.directory === undefined && {directory}),
      ...this.#start,
    };
    const isNewUser = user !== undefined && (movesUser || this.#wanted.user === undefined);
    const isNewDirectory =
      directory !== undefined && (movesDirectory || this.#wanted.directory === undefined);
    this.#wanted = {
      ...this.#wanted,
      ...(isNewUser && {user}),
      ...(isNewDirectory && {directory}),
      ...(command === 'setSite' && site !== undefined && {site}),
      ...(command === 'timing' && timing !== undefined && {timing}),
    };
  }

  /** Whether an answer tells nothing new, as nearly all do. */
  #isKnown(connection: object, user: string | undefined, directory: string | undefined): boolean {
    const known = this.#connections.get(connection);
    const isSame = known !== undefined && known.user === user && known.directory === directory;
    const isWanted = this.#wanted.user !== undefined && this.#wanted.directory !== undefined;
    return isSame && isWanted && user !== undefined && directory !== undefined;
  }

  #at(connection: object): Place {
    return this.#connections.get(connection) ?? this.#start;
  }

  #moved(connection: object, place: Place): void {
    this.#connections.set(connection, place);
  }
}

function placeOf({metadata: {user, currentdir}}: Answer): Place {
  return {user, ...(currentdir !== NO_DIRECTORY && {directory: currentdir})};
}

/** A `cd` to an absolute name or home gets out even of a directory that is gone. */
function leavesFromAnywhere(command: string, [first]: readonly string[]): boolean {
  return command === 'cd' && (first === undefined || /^[/~]/.test(first));
}
