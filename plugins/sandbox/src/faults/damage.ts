import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import {join} from 'node:path';
import {dataFolder} from '../storage/layout.ts';
import {readOwn} from '../read-own.ts';

/** Makes files of the storage elements wrong by one byte, and right again: also after the death of the process. */
export class Damage {
  readonly #data: string;
  /** Holds what has to be put right: a file for each, named after the path. */
  readonly #records: string;

  constructor(storageFolder: string) {
    this.#data = dataFolder(storageFolder);
    this.#records = join(storageFolder, 'damaged');
  }

  /** Makes the byte in the middle of a file wrong; one that is wrong already, empty or not there is left alone. */
  spoil(path: string): void {
    this.#open(path, (file) => {
      const offset = Math.floor(fstatSync(file).size / 2);
      const byte = Buffer.alloc(1);
      if (readSync(file, byte, 0, 1, offset) === 0 || !this.#record(path, {offset, byte: byte[0] ?? 0}))
        return;
      writeSync(file, Buffer.of(~(byte[0] ?? 0) & 0xff), 0, 1, offset);
    });
  }

  /** Puts the files below these roots of storage elements right. */
  mend(roots: readonly string[]): void {
    for (const name of this.#recorded()) {
      const path = decodeURIComponent(name);
      if (!roots.some((root) => path.startsWith(`${root}/`))) continue;
      const record = join(this.#records, name);
      const {offset, byte} = JSON.parse(readOwn(record)) as {offset: number; byte: number};
      this.#open(path, (file) => writeSync(file, Buffer.of(byte), 0, 1, offset));
      rmSync(record);
    }
  }

  /** Tells whether it was not recorded before. */
  #record(path: string, what: {offset: number; byte: number}): boolean {
    mkdirSync(this.#records, {recursive: true, mode: 0o700});
    try {
      writeFileSync(join(this.#records, encodeURIComponent(path)), JSON.stringify(what), {flag: 'wx'});
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    }
  }

  #recorded(): string[] {
    try {
      return readdirSync(this.#records);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  }

  /** Files come and go meanwhile: one that is gone needs nothing. */
  #open(path: string, use: (file: number) => void): void {
    let file: number;
    try {
      file = openSync(join(this.#data, path), 'r+');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
      throw error;
    }
    try {
      use(file);
    } finally {
      closeSync(file);
    }
  }
}
