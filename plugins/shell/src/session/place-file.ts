import {writeFileSync, renameSync} from 'node:fs';
import {readRegularFile} from '@alien-grid/cli';

/** Directories on the grid that are kept between shells. */
export interface KeptPlace {
  readonly directory: string;
  /** where the last `cd` has come from */
  readonly previous: string | undefined;
}

const LARGEST = 64 << 10;

/** The file in which alien.py keeps the directory too: lines `CWD = ...` and `CWDPREV = ...`. */
export class PlaceFile {
  readonly #path: string;
  #kept = '';

  constructor(path: string) {
    this.#path = path;
  }

  /** @returns undefined where none is kept */
  read(): KeptPlace | undefined {
    try {
      const {bytes} = readRegularFile(this.#path, {owner: 'own', limit: LARGEST, link: 'follow'});
      const values = new Map(
        [...bytes.toString().matchAll(/^\s*(\w+)\s*=\s*(['"]?)(.*?)\2\s*$/gm)].map(([, name, , value]) => [
          name,
          value,
        ]),
      );
      const directory = values.get('CWD');
      return directory?.startsWith('/')
        ? {directory, previous: values.get('CWDPREV') || undefined}
        : undefined;
    } catch {
      return undefined;
    }
  }

  /** Keep where the shell is. Without a file that can be written, it is not kept. */
  write({directory, previous}: KeptPlace): void {
    const text = `CWD = ${directory}\n${previous === undefined ? '' : `CWDPREV = ${previous}\n`}`;
    if (text === this.#kept) return;
    this.#kept = text;
    const draft = `${this.#path}.${process.pid}`;
    try {
      writeFileSync(draft, text, {mode: 0o600});
      renameSync(draft, this.#path);
    } catch {
      // no home, or one that cannot be written
    }
  }
}
