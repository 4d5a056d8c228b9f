import {createHash} from 'node:crypto';
import {readFile, stat} from 'node:fs/promises';
import {buffer} from 'node:stream/consumers';
import {openPromise} from 'yauzl';
import type {Catalogue} from '../catalogue/catalogue.ts';
import {copiesOf} from '../catalogue/copies.ts';
import type {Copy} from '../catalogue/copies.ts';
import {OWN_SITE} from '../catalogue/elements/distances.ts';
import type {StorageElement} from '../catalogue/elements/elements.ts';
import type {Entry, Located} from '../catalogue/entries/entry.ts';
import {newGuid, storagePath} from '../catalogue/names/guid.ts';
import type {Guid, Lfn} from '../catalogue/names/names.ts';
import {registerContent} from '../catalogue/registration.ts';
import type {Replica} from '../catalogue/contents/replicas.ts';
import {chooseForWriting, parseWish, WishError} from '../catalogue/elements/wishes.ts';
import {ElementDisk} from './disk.ts';
import type {Written} from './disk.ts';

/** Bytes that cannot be read, or that could not be stored; the message says why. */
export class ContentsError extends Error {}

/** Where a file is to be stored, and for whom. */
export interface Target {
  readonly lfn: Lfn;
  readonly owner: string;
  readonly jobid?: number;
  /** Storage elements and kinds, as the third word of `access write`; without it the default. */
  readonly spec?: string;
}

/** Bytes that are on storage elements, and are no file of the catalogue yet. */
export interface Stored extends Written {
  /** null for no bytes at all: nothing is stored then. */
  readonly guid: Guid | null;
  readonly places: readonly Replica[];
}

/**
 * The bytes of the storage elements as the sandbox itself reaches them: on disk, past XRootD and its
 * authorization, and also while no server runs. Permissions of the catalogue are not checked here.
 */
export class Contents {
  readonly #catalogue: Catalogue;
  readonly #disk: ElementDisk;

  constructor(catalogue: Catalogue, storageFolder: string) {
    this.#catalogue = catalogue;
    this.#disk = new ElementDisk(storageFolder);
  }

  /** The local file that a replica is. */
  fileOf(replica: Pick<Replica, 'se' | 'path'>): string {
    return this.#disk.fileOf(replica.path);
  }

  /** To be called for each replica that is registered: its old envelopes to write count for nothing from then on. */
  seal({path}: Pick<Replica, 'path'>): void {
    this.#disk.seal(path);
  }

  /** All bytes of a file, through its archive for a member of one. Throws {@link ContentsError}. */
  async read(entry: Entry): Promise<Buffer> {
    const {guid, name, size, type} = entry;
    if (type === 'd') throw new ContentsError(`${name} is a directory`);
    if (guid === null && size === 0) return Buffer.alloc(0);
    const problems: string[] = [];
    for (const copy of guid === null ? [] : copiesOf(this.#catalogue, guid)) {
      try {
        const content = await this.#readCopy(copy);
        if (content !== undefined && fits(content, entry)) return content;
        problems.push(`${copy.se.name} holds something else`);
      } catch (error) {
        problems.push(`${copy.se.name}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    const reason = problems.length > 0 ? problems.join('; ') : 'it has no replica';
    throw new ContentsError(`${name} cannot be read: ${reason}`);
  }

  /**
   * Copies a local file to storage elements and registers it with its size and MD5 checksum, all or nothing.
   * An empty file becomes an entry without a replica, as `touch` makes it. Throws {@link ContentsError}.
   */
  async store(file: string, target: Target): Promise<Located> {
    if (this.#catalogue.entries.find(target.lfn) !== undefined) throw taken(target.lfn);
    const stored = await this.put(file, target.spec);
    try {
      return this.register(stored, target);
    } catch (error) {
      await this.discard(stored);
      throw error;
    }
  }

  /** Copies a local file to storage elements, without a word to the catalogue. Throws {@link ContentsError}. */
  async put(file: string, spec?: string): Promise<Stored> {
    const elements = elementsFor(spec, this.#catalogue.defaultReplicas);
    const guid = (await stat(file)).size === 0 ? null : newGuid();
    const places = elements.flatMap(({number, root}) =>
      guid === null ? [] : {guid, se: number, path: `${root}/${storagePath(guid)}`},
    );
    const written = await this.#disk.write(file, pathsOf(places));
    return {guid, places, ...written};
  }

  /** Makes a file of the catalogue of what was stored. Throws {@link ContentsError}. */
  register({guid, places, size, md5}: Stored, {lfn, owner, jobid}: Omit<Target, 'spec'>): Located {
    return this.#catalogue.transaction(() => {
      const facts = {lfn, guid, owner, gowner: owner, jobid: jobid ?? null, size, md5};
      const entry = registerContent(this.#catalogue, facts);
      if (entry === undefined) throw taken(lfn);
      for (const place of places) {
        this.#catalogue.replicas.add(place);
        this.seal(place);
      }
      return entry;
    });
  }

  /** Removes what was stored and must not be registered. */
  async discard({places}: Stored): Promise<void> {
    await this.#disk.remove(pathsOf(places));
  }

  async #readCopy({se, path, member}: Copy): Promise<Buffer | undefined> {
    const file = this.fileOf({se: se.number, path});
    return member === undefined ? readFile(file) : readMember(file, member);
  }
}

/** The bytes of one member of a zip archive; undefined if it has none of that name. */
async function readMember(file: string, member: string): Promise<Buffer | undefined> {
  const archive = await openPromise(file, {autoClose: false});
  try {
    for await (const entry of archive.eachEntry()) {
      if (entry.fileName === member) return await buffer(await archive.openReadStreamPromise(entry));
    }
    return undefined;
  } finally {
    archive.close();
  }
}

/** Whether these are the bytes that the catalogue speaks of. */
function fits(content: Buffer, {size, md5}: Entry): boolean {
  if (content.length !== size) return false;
  return md5 === null || md5 === '' || createHash('md5').update(content).digest('hex') === md5;
}

function elementsFor(spec: string | undefined, usual: number): StorageElement[] {
  try {
    const elements = chooseForWriting(parseWish(spec), [], usual, OWN_SITE);
    if (elements.length > 0) return elements;
  } catch (error) {
    if (error instanceof WishError) throw new ContentsError(error.message);
    throw error;
  }
  throw new ContentsError(`there is no storage element for \`${spec}\``);
}

function pathsOf(places: readonly Replica[]): string[] {
  return places.map(({path}) => path);
}

function taken(lfn: Lfn): ContentsError {
  return new ContentsError(`${lfn} cannot be made: the name is taken, or a file is in the way`);
}
