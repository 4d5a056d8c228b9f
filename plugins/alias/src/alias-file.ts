import {realpathSync} from 'node:fs';
import {join} from 'node:path';
import {homeOf, readRegularFile, UserError, writeNamedText} from '@alien-grid/cli/command';
import {aliasesIn, withAlias, withoutAlias} from './alias-lines.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const TERMS = {owner: 'trusted', limit: 1 << 20, link: 'follow'} as const;

/** The user's aliases, in the file that alien.py has them in. It is read each time: it is small, and others change it. */
export class AliasFile {
  readonly path: string;

  constructor(env: Environment) {
    this.path = join(homeOf(env), '.alienpy_aliases');
  }

  /** All aliases; none where there is no file, or none that can be read. */
  read(): Map<string, string> {
    return aliasesIn(this.#text() ?? '');
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

  #text(): string | undefined {
    try {
      return readRegularFile(this.path, TERMS).bytes.toString();
    } catch {
      return undefined;
    }
  }

  /** What is there and cannot be read must not be replaced. */
  #textToChange(): string {
    try {
      return readRegularFile(this.path, TERMS).bytes.toString();
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
    try {
      return realpathSync(this.path);
    } catch {
      return this.path;
    }
  }
}

/** errno's ENOENT */
const NO_SUCH_FILE = 2;
