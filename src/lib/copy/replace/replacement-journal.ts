import {randomUUID} from 'node:crypto';
import {readdir, rm, writeFile} from 'node:fs/promises';
import {hostname} from 'node:os';
import {join} from 'node:path';
import type {Lfn} from '../../paths/lfn.ts';
import {lifeOf} from '../../traces/process-mark.ts';
import {makeLocalDirectories} from '../../files/make-local-directories.ts';
import {readOwn} from '../../traces/private-files.ts';

/** A grid file that is being replaced: the names that its old and its new content may have. */
export interface Replacement {
  readonly lfn: Lfn;
  /** of the new content, until it is in its place */
  readonly temporary: Lfn;
  /** of the old content, from then on until it is removed */
  readonly aside: Lfn;
  /** of the old content; empty where the catalogue has none */
  readonly oldGuid: string;
}

/** A replacement that was begun and not ended, by a process that is gone. */
export interface Unfinished extends Replacement {
  readonly begun: Date;
  /** It is mended, or nothing is left of it. */
  forget(): Promise<void>;
}

interface Entry extends Replacement {
  readonly machine: string;
  readonly pid: number;
  /** ms since 1970 */
  readonly begun: number;
}

/** ms after which a file that was cut short is complete or never will be: it is written in one go. */
const WRITTEN_BY_THEN = 60_000;

/** What this process is at itself: its own pid tells nothing about that. */
const active = new Set<string>();

/**
 * Remembers on this machine which grid files are being replaced, one small file for each, so that a run that was
 * killed in between can be mended by a later one. Best effort: without a directory to write to copies work all the same.
 */
export class ReplacementJournal {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Note that a replacement begins; @returns what says how it ended: forgotten if `isOver`, else left to be mended */
  async begin(replacement: Replacement): Promise<(isOver: boolean) => Promise<void>> {
    const path = join(this.#directory, `${randomUUID()}.json`);
    const entry: Entry = {...replacement, machine: hostname(), pid: process.pid, begun: Date.now()};
    active.add(path);
    await write(path, this.#directory, JSON.stringify(entry)).catch(() => undefined);
    return async (isOver) => {
      if (isOver) await rm(path, {force: true}).catch(() => undefined);
      active.delete(path);
    };
  }

  /** What processes of this machine that are gone have not ended, oldest first. */
  async unfinished(): Promise<Unfinished[]> {
    const found: Unfinished[] = [];
    for (const path of await this.#files()) {
      const entry = entryIn(readOwn(path)?.text);
      const life = entry && lifeOf({machine: entry.machine, pid: entry.pid, start: undefined});
      if (entry === undefined || (life !== 'gone' && life !== 'own')) continue;
      const forget = () => rm(path, {force: true}).catch(() => undefined);
      found.push({...entry, begun: new Date(entry.begun), forget});
    }
    return found.sort((a, b) => a.begun.getTime() - b.begun.getTime());
  }

  /** Remove the files that a kill has left empty or cut short: nothing was begun then. */
  async tidy(): Promise<void> {
    for (const path of await this.#files()) {
      const file = readOwn(path);
      if (file && file.age > WRITTEN_BY_THEN && parsed(file.text) === undefined)
        await rm(path, {force: true}).catch(() => undefined);
    }
  }

  /** All but those that this process is at. */
  async #files(): Promise<string[]> {
    const names = await readdir(this.#directory).catch(() => []);
    return names
      .filter((name) => name.endsWith('.json'))
      .map((name) => join(this.#directory, name))
      .filter((path) => !active.has(path));
  }
}

async function write(path: string, directory: string, text: string): Promise<void> {
  const put = () => writeFile(path, text, {mode: 0o600, flag: 'wx'});
  await put().catch(async () => {
    makeLocalDirectories(directory, 0o700);
    await put();
  });
}

/** @returns undefined for text that is not an entry */
function entryIn(text: string | undefined): Entry | undefined {
  const value = text === undefined ? undefined : parsed(text);
  return isEntry(value) ? value : undefined;
}

/** @returns undefined for what is not JSON */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isEntry(value: unknown): value is Entry {
  if (typeof value !== 'object' || value === null) return false;
  const {lfn, temporary, aside, oldGuid, machine, pid, begun} = value as Record<string, unknown>;
  const texts = [lfn, temporary, aside, oldGuid, machine];
  return texts.every((text) => typeof text === 'string') && [pid, begun].every(Number.isSafeInteger);
}
