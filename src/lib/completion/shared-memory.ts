import {createHash} from 'node:crypto';
import {readdirSync, renameSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {identityFiles} from '../credentials/identity-files.ts';
import {fileMark} from '../files/file-mark.ts';
import {userDirectory} from '../files/home.ts';
import {lookAtConfiguration} from '../settings/configured-settings.ts';
import {decides} from '../settings/deciding.ts';
import type {Environment} from '../settings/environment.ts';
import {makePrivate, readOwn} from '../traces/private-files.ts';
import {temporaryName} from '../traces/temporary-name.ts';
import type {Memory} from './memory.ts';
import type {Named} from './sources.ts';

/** Seconds after which the file of a list is removed. */
const OLDEST = 24 * 3600;

/** For processes that live for one list only, with an agent or without: files that no one else can read. */
export class SharedMemory implements Memory {
  readonly #directory: string;
  readonly #identity: string;

  /** @param identity of whom the lists are, and of which service: others have lists of their own */
  private constructor(directory: string, identity: string) {
    this.#directory = directory;
    this.#identity = identity;
  }

  /** For who one is now, on the grid that the variables lead to. */
  static of(env: Environment): SharedMemory {
    return new SharedMemory(join(userDirectory(env, 'cache'), 'alien', 'completion'), identityOf(env));
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

/** Variables, and the files that they lead to: where one has changed, the lists may be another identity's. */
function identityOf(env: Environment): string {
  const deciding = Object.entries(env).filter(([name]) => decides(name));
  const files = identityFiles(env, lookAtConfiguration(env).settings.env);
  return JSON.stringify([deciding.sort(([a], [b]) => (a < b ? -1 : 1)), files.map(fileMark)]);
}

function isNamed(value: unknown): value is Named {
  return typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string';
}
