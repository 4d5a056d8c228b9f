import {createHash} from 'node:crypto';
import {readdirSync, renameSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {userDirectory} from '../files/home.ts';
import type {Environment} from '../settings/environment.ts';
import {makePrivate, readOwn} from '../traces/private-files.ts';
import {temporaryName} from '../traces/temporary-name.ts';
import type {Named} from './sources.ts';

/** Lists that were fetched a short time ago. */
export interface Memory {
  /** @returns undefined where it is not known, or older than so many seconds */
  recall(key: string, seconds: number): readonly Named[] | undefined;
  keep(key: string, list: readonly Named[]): void;
}

/** For a shell: it lives as long as the process. */
export class OwnMemory implements Memory {
  readonly #lists = new Map<string, {readonly list: readonly Named[]; readonly since: number}>();

  recall(key: string, seconds: number): readonly Named[] | undefined {
    const known = this.#lists.get(key);
    return known !== undefined && Date.now() - known.since <= seconds * 1000 ? known.list : undefined;
  }

  keep(key: string, list: readonly Named[]): void {
    this.#lists.set(key, {list, since: Date.now()});
  }

  /** Something on the grid may have changed. */
  forget(): void {
    this.#lists.clear();
  }
}

/** Variables that say which service it is, and who one is there. */
const DECIDING = /^(?:ALIEN|J?ALIENPY|JALIEN|X509|XDG_CONFIG)/;

/** Seconds after which the file of a list is removed. */
const OLDEST = 24 * 3600;

/** For processes that live for one list only: files that no one else can read. */
export class SharedMemory implements Memory {
  readonly #directory: string;
  readonly #identity: string;

  /** @param identity of whom the lists are, and of which service: others have lists of their own */
  private constructor(directory: string, identity: string) {
    this.#directory = directory;
    this.#identity = identity;
  }

  /** For the user and the service that the variables lead to. */
  static of(env: Environment): SharedMemory {
    const deciding = Object.entries(env).filter(([name]) => DECIDING.test(name));
    const identity = JSON.stringify(deciding.sort(([a], [b]) => (a < b ? -1 : 1)));
    return new SharedMemory(join(userDirectory(env, 'cache'), 'alien', 'completion'), identity);
  }

  recall(key: string, seconds: number): readonly Named[] | undefined {
    const file = readOwn(this.#path(key));
    if (file === undefined || file.age > seconds * 1000) return undefined;
    try {
      const list: unknown = JSON.parse(file.text);
      return Array.isArray(list) && list.every(isNamed) ? list : undefined;
    } catch {
      return undefined;
    }
  }

  /** Where that cannot be written, it is fetched again the next time. */
  keep(key: string, list: readonly Named[]): void {
    try {
      makePrivate(this.#directory);
      const draft = join(this.#directory, temporaryName('list'));
      writeFileSync(draft, JSON.stringify(list), {mode: 0o600, flag: 'wx'});
      renameSync(draft, this.#path(key));
      this.#removeOld();
    } catch {
      // see above
    }
  }

  #path(key: string): string {
    const name = createHash('sha256')
      .update(JSON.stringify([this.#identity, key]))
      .digest('hex');
    return join(this.#directory, `${name.slice(0, 32)}.json`);
  }

  #removeOld(): void {
    for (const name of readdirSync(this.#directory)) {
      const path = join(this.#directory, name);
      const state = statSync(path, {throwIfNoEntry: false});
      if (state !== undefined && Date.now() - state.mtimeMs > OLDEST * 1000) rmSync(path, {force: true});
    }
  }
}

function isNamed(value: unknown): value is Named {
  return typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string';
}
