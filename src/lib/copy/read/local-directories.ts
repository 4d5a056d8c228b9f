import {lstat, mkdir, opendir, realpath, stat} from 'node:fs/promises';
import {join, relative, sep} from 'node:path';
import {UserError} from '../../errors/errors.ts';
import {isSystemError} from '../../errors/error-words.ts';
import {makeLocalDirectories} from '../../files/make-local-directories.ts';
import {localError} from '../../errors/local-error.ts';

/**
 * Makes the local directories of a download, each once, and never through a symbolic link that leaves the
 * tree: a link below `base` could have been put there by another user, `base` is what the user named.
 */
export class LocalDirectories {
  readonly #base: string;
  readonly #made = new Map<string, Promise<void>>();
  readonly #empty = new Set<string>();

  /** @param base absolute; made, with its parents, when the first directory is wanted */
  constructor(base: string) {
    this.#base = base;
  }

  /**
   * Make sure that a directory exists.
   * @param path absolute, `base` or below it
   * @throws {UserError} 40 for a link that leaves the tree, errno of the system else
   */
  ensure(path: string): Promise<void> {
    let made = this.#made.get(path);
    if (made === undefined) {
      made = this.#make(path);
      this.#made.set(path, made);
    }
    return made;
  }

  /** Whether there was nothing in a directory when it was made or found: then no destination need be looked for. */
  wasEmpty(path: string): boolean {
    return this.#empty.has(path);
  }

  async #make(path: string): Promise<void> {
    try {
      const below = relative(this.#base, path);
      if (below === '') {
        makeLocalDirectories(path);
        await this.#lookInto(path);
        return;
      }
      if (below === '..' || below.startsWith(`..${sep}`)) throw outside(path, this.#base);
      await this.ensure(join(path, '..'));
      await mkdir(path).catch(ignoreExisting);
      if ((await lstat(path)).isSymbolicLink()) await this.#checkLink(path);
      if (!(await stat(path)).isDirectory()) {
        throw new UserError(`${path} is not a directory.`, {code: 'NOT_A_DIRECTORY'});
      }
      await this.#lookInto(path);
    } catch (error) {
      throw localError(error, path);
    }
  }

  async #lookInto(path: string): Promise<void> {
    try {
      await using directory = await opendir(path);
      if ((await directory.read()) === null) this.#empty.add(path);
    } catch {
      // One that cannot be read may hold anything.
    }
  }

  async #checkLink(path: string): Promise<void> {
    const [base, target] = await Promise.all([realpath(this.#base), realpath(path)]);
    if (target !== base && !target.startsWith(base === sep ? sep : base + sep)) throw outside(path, base);
  }
}

function ignoreExisting(error: unknown): void {
  if (!isSystemError(error) || error.code !== 'EEXIST') throw error;
}

function outside(path: string, base: string): UserError {
  return new UserError(`${path} leads out of ${base}: nothing is written there.`, {
    code: 'LINK_LOOP',
    next: ['Remove the symbolic link, or copy to the place it points to.'],
  });
}
