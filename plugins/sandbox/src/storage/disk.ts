import {createHash} from 'node:crypto';
import {closeSync, constants, createReadStream, fchmodSync, fchownSync, openSync} from 'node:fs';
import {chown, mkdir, open, rename, rm} from 'node:fs/promises';
import type {FileHandle} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {ELEMENTS} from '../catalogue/elements/elements.ts';
import {storageAccount} from './account.ts';
import type {Account} from './account.ts';
import {makeElementFolder} from './folders.ts';
import {dataFolder} from './layout.ts';

/** What was written. */
export interface Written {
  readonly size: number;
  readonly md5: string;
}

/** The files of all storage elements on the local disk. What is made here belongs to the servers' account. */
export class ElementDisk {
  readonly #folder: string;
  #account: Account | undefined;
  #ready = false;

  constructor(storageFolder: string) {
    this.#folder = storageFolder;
  }

  /** The local file of a path of a storage element, `/disk1/...`. */
  fileOf(path: string): string {
    return join(dataFolder(this.#folder), path);
  }

  /** Copies a local file to all of these paths, or to none of them. */
  async write(source: string, paths: readonly string[]): Promise<Written> {
    this.#prepare();
    const drafts: string[] = [];
    const files: FileHandle[] = [];
    try {
      for (const path of paths) {
        await this.#makeFolders(dirname(path));
        const draft = `${this.fileOf(path)}.draft`;
        files.push(await open(draft, 'wx', 0o644));
        drafts.push(draft);
      }
      const written = await copyToAll(source, files);
      for (const file of files) if (this.#account) await file.chown(this.#account.uid, this.#account.gid);
      for (const [index, path] of paths.entries()) await rename(drafts[index] as string, this.fileOf(path));
      return written;
    } catch (error) {
      await this.remove(paths);
      throw error;
    } finally {
      await Promise.all(files.map((file) => file.close()));
      await Promise.all(drafts.map((draft) => rm(draft, {force: true})));
    }
  }

  /** Deletes files; those that are not there are no failure. */
  async remove(paths: readonly string[]): Promise<void> {
    await Promise.all(paths.map((path) => rm(this.fileOf(path), {force: true})));
  }

  /**
   * Takes a registered file out of the servers' hands, who only read it from then on: a client that still has an envelope to
   * write it can neither change nor remove it. That takes root, to whom it belongs then; others' files stay as they are.
   */
  seal(path: string): void {
    if (process.getuid?.() !== 0) return;
    this.#prepare();
    const gid = this.#account?.gid ?? 0;
    const file = this.fileOf(path);
    try {
      giveToRoot(file, constants.O_NONBLOCK, gid, 0o444);
      // In a sticky folder of root the servers make files, and remove none but their own.
      giveToRoot(dirname(file), constants.O_DIRECTORY, gid, 0o1770);
    } catch (error) {
      // What was registered need not have been written.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }

  /** The elements' own folders are there only once their servers have run. */
  #prepare(): void {
    if (this.#ready) return;
    this.#account = storageAccount();
    for (const element of ELEMENTS) makeElementFolder(element, this.#folder, this.#account);
    this.#ready = true;
  }

  async #makeFolders(path: string): Promise<void> {
    const made = await mkdir(this.fileOf(path), {recursive: true});
    if (made === undefined || this.#account === undefined) return;
    // The first one made is told; it and all below belong to the servers.
    for (let folder = this.fileOf(path); folder.length >= made.length; folder = dirname(folder)) {
      await chown(folder, this.#account.uid, this.#account.gid);
    }
  }
}

/** Follows no link: what is there belongs to another account until now. */
function giveToRoot(path: string, how: number, gid: number, mode: number): void {
  const handle = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | how);
  try {
    fchownSync(handle, 0, gid);
    fchmodSync(handle, mode);
  } finally {
    closeSync(handle);
  }
}

async function copyToAll(source: string, files: readonly FileHandle[]): Promise<Written> {
  const hash = createHash('md5');
  let size = 0;
  for await (const chunk of createReadStream(source, {highWaterMark: 1 << 20}) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    size += chunk.length;
    await Promise.all(files.map((file) => file.writeFile(chunk)));
  }
  return {size, md5: hash.digest('hex')};
}
