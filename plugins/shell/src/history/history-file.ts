import {randomUUID} from 'node:crypto';
import {appendFileSync, realpathSync, renameSync, statSync, writeFileSync} from 'node:fs';
import {readRegularFile} from '@alien-grid/cli';
import {type History, LONGEST_HISTORY} from './history.ts';

const LARGEST = 64 << 20;

/** The file is written anew when it holds so many times more lines than are kept. */
const SLACK = 2;

const TERMS = {owner: 'own', limit: LARGEST, link: 'follow'} as const;

/**
 * The file that several shells share. Each appends a line when it is entered, in one write, and reads what the others
 * have appended before its next prompt. Without a file that can be written, the history lasts as long as the shell.
 */
export class HistoryFile {
  readonly #path: string;
  readonly #history: History;
  /** bytes of the file that are in the history, and which file it was */
  #read = 0;
  #inode = 0;
  #isUsable = true;

  constructor(path: string, history: History) {
    this.#path = path;
    this.#history = history;
  }

  /** Take over what is new in the file. */
  refresh(): void {
    if (!this.#isUsable) return;
    const stats = statSync(this.#path, {throwIfNoEntry: false});
    if (stats === undefined || (stats.size === this.#read && stats.ino === this.#inode)) return;
    try {
      const {bytes} = readRegularFile(this.#path, TERMS);
      const isSame = stats.ino === this.#inode && bytes.length >= this.#read;
      const lines = linesOf(bytes.subarray(isSame ? this.#read : 0));
      for (const line of lines) this.#history.add(line);
      this.#read = bytes.length;
      this.#inode = stats.ino;
      if (!isSame && lines.length > SLACK * LONGEST_HISTORY) this.#shorten(bytes);
    } catch {
      this.#isUsable = false;
    }
  }

  /** Keep a line. */
  append(line: string): void {
    if (!this.#history.add(line) || !this.#isUsable) return;
    try {
      appendFileSync(this.#path, `${line}\n`, {mode: 0o600});
    } catch {
      this.#isUsable = false;
    }
  }

  /** Write the file anew with what is kept of it. What another shell appends meanwhile is appended again. */
  #shorten(bytes: Buffer): void {
    const path = realpathSync(this.#path); // a link to it stays one
    // Machines that share a home have processes with the same number.
    const draft = `${path}.${randomUUID()}`;
    writeFileSync(
      draft,
      [...this.#history.newestFirst]
        .reverse()
        .map((line) => `${line}\n`)
        .join(''),
      {mode: 0o600, flag: 'wx'},
    );
    const late = readRegularFile(this.#path, TERMS).bytes.subarray(bytes.length);
    renameSync(draft, path);
    if (late.length > 0) appendFileSync(this.#path, late);
    const {size, ino} = statSync(this.#path);
    this.#read = size;
    this.#inode = ino;
  }
}

function linesOf(bytes: Buffer): string[] {
  return bytes
    .toString()
    .split('\n')
    .filter((line) => line !== '');
}
