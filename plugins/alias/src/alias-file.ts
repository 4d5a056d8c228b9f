import {realpathSync} from 'node:fs';
import {
  aliasPath,
  aliasText,
  readAliases,
  UserError,
  withAlias,
  withoutAlias,
  writeNamedText,
} from '@alien-grid/cli/command';

type Environment = Readonly<Record<string, string | undefined>>;

/** The user's aliases, to be changed. The file is read each time: it is small, and others change it. */
export class AliasFile {
  readonly #env: Environment;

  constructor(env: Environment) {
    this.#env = env;
  }

  /** All aliases; none where there is no file, or none that can be read. */
  read(): Map<string, string> {
    return readAliases(this.#env);
  }

  /**
   * Define an alias, or another one in its place.
   * @throws {UserError} the errno where the file cannot be read or written
   */
  async define(name: string, value: string): Promise<void> {
    await this.#write(withAlias(this.#textToChange(), name, value));
  }

  /** Remove an alias. @throws {UserError} as `define` */
  async remove(name: string): Promise<void> {
    await this.#write(withoutAlias(this.#textToChange(), name));
  }

  /** What is there and cannot be read must not be replaced. */
  #textToChange(): string {
    try {
      return aliasText(this.#env);
    } catch (error) {
      if (error instanceof UserError && error.exitCode === NO_SUCH_FILE) return '';
      throw error;
    }
  }

  async #write(text: string): Promise<void> {
    await writeNamedText(this.#target(), text);
  }

  /** A link to a file elsewhere stays a link. */
  #target(): string {
    const path = aliasPath(this.#env);
    try {
      return realpathSync(path);
    } catch {
      return path;
    }
  }
}

/** errno's ENOENT */
const NO_SUCH_FILE = 2;
