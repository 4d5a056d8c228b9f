import {lstatSync, readlinkSync, realpathSync, renameSync, rmSync, symlinkSync} from 'node:fs';
import {join} from 'node:path';
import {UserError} from '../../errors/errors.ts';
import {localError} from '../../errors/local-error.ts';
import {makeLocalDirectories} from '../../files/make-local-directories.ts';
import {OLD_NAMES} from './called-as.ts';

/** The launcher in a package of ours, wherever that is installed, or was. */
const LAUNCHER = /@alien-grid\/cli\/bin\/alien$/;

/** What is in the place of a name: nothing, a link to this program, or something else. */
export type NameState = 'absent' | 'ours' | 'foreign';

/** The old names of the program in a directory. */
export class NameLinks {
  readonly #directory: string;
  readonly #program: string;

  /**
   * @param directory absolute
   * @param program the launcher that links lead to
   */
  constructor(directory: string, program: string) {
    this.#directory = directory;
    this.#program = program;
  }

  /** Each name, and what is in its place. */
  states(): [string, NameState][] {
    return OLD_NAMES.map((name) => [name, this.#stateOf(name)]);
  }

  /**
   * Make all links. What else has one of the names is left alone, and then no link is made.
   * @param replace put links in the place of such files too; never of directories
   * @throws {UserError} 17 where something else has one of the names; the errno where a link cannot be made
   */
  make(replace: boolean): void {
    const foreign = this.states().flatMap(([name, state]) => (state === 'foreign' ? [name] : []));
    if (foreign.length > 0 && !replace) {
      throw new UserError(`${this.#directory} has files of these names already: ${foreign.join(' ')}.`, {
        code: 'EXISTS',
        next: ['Nothing was changed. Name another directory, or replace them with --force.'],
      });
    }
    this.#guarded(() => {
      makeLocalDirectories(this.#directory);
      for (const name of OLD_NAMES) {
        const draft = this.#path(`.${name}.${process.pid}`);
        rmSync(draft, {force: true});
        symlinkSync(this.#program, draft);
        try {
          renameSync(draft, this.#path(name));
        } catch (error) {
          rmSync(draft, {force: true});
          throw error;
        }
      }
    });
  }

  /**
   * Remove the links, and nothing else.
   * @returns the names that are gone
   */
  remove(): string[] {
    const own = this.states().flatMap(([name, state]) => (state === 'ours' ? [name] : []));
    this.#guarded(() => own.forEach((name) => rmSync(this.#path(name))));
    return own;
  }

  #stateOf(name: string): NameState {
    const path = this.#path(name);
    const stats = lstatSync(path, {throwIfNoEntry: false});
    if (stats === undefined) return 'absent';
    if (!stats.isSymbolicLink()) return 'foreign';
    const target = readlinkSync(path);
    return LAUNCHER.test(target) || realOf(path) === realOf(this.#program) ? 'ours' : 'foreign';
  }

  #path(name: string): string {
    return join(this.#directory, name);
  }

  #guarded(change: () => void): void {
    try {
      change();
    } catch (error) {
      throw localError(error, this.#directory);
    }
  }
}

/** @returns undefined where a link leads nowhere */
function realOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
