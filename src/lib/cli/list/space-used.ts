import {type Listed} from './listed.ts';
import {parentOf} from './list-name.ts';

/** What a directory holds, with all below it. */
export interface SpaceUsed {
  readonly lfn: string;
  /** bytes of one replica of each file */
  size: number;
  files: number;
  directories: number;
}

/** Adds up what directories hold, for as many levels as are wanted; entries are let go. */
export class SpaceCount {
  readonly #base: string;
  readonly #depth: number;
  readonly #used = new Map<string, SpaceUsed>();

  /** @param depth 0: the directory alone; 1: those in it too; ... */
  constructor(base: string, depth: number) {
    this.#base = base;
    this.#depth = depth;
    this.#of(base);
  }

  add({lfn, type, size = 0}: Listed): void {
    const isDirectory = type === 'd';
    for (const directory of this.#above(isDirectory ? lfn : parentOf(lfn))) {
      const used = this.#of(directory);
      used.size += isDirectory ? 0 : size;
      used.files += isDirectory ? 0 : 1;
      if (isDirectory && directory !== lfn) used.directories += 1;
    }
  }

  /** The largest first. */
  get sorted(): SpaceUsed[] {
    return [...this.#used.values()].sort((a, b) => b.size - a.size || (a.lfn < b.lfn ? -1 : 1));
  }

  /** The directory and those above it, as far as they are counted. */
  #above(directory: string): string[] {
    const start = this.#base === '/' ? 0 : this.#base.length;
    const parts = directory
      .slice(start)
      .split('/')
      .filter((part) => part !== '');
    const levels = Math.min(parts.length, this.#depth);
    const root = this.#base === '/' ? '' : this.#base;
    return [
      this.#base,
      ...Array.from({length: levels}, (_, index) => `${root}/${parts.slice(0, index + 1).join('/')}`),
    ];
  }

  #of(lfn: string): SpaceUsed {
    const used = this.#used.get(lfn) ?? {lfn, size: 0, files: 0, directories: 0};
    this.#used.set(lfn, used);
    return used;
  }
}
