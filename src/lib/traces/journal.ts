import {closeSync, constants, openSync, rmSync, writeSync} from 'node:fs';
import {join} from 'node:path';
import {type JournalForm, type Line, lineOf} from './journal-lines.ts';
import {makePrivate} from './private-files.ts';
import {uniqueMark} from './process-mark.ts';

/** Bytes after which a new file is begun with what is open, in place of the one that is mostly over. */
const ROLL_AFTER = 1 << 20;

/** Files that runs of this process write to: its own mark tells nothing about that. */
const active = new Set<string>();

interface Open<Entry> {
  readonly number: number;
  entry: Entry;
}

/**
 * What one run has under way that a later run has to look at if this one is killed. Each line is with the system before
 * anything else happens, so it outlives the process; it is not forced to the disk. Best effort: where nothing can be
 * written copies work all the same.
 */
export class Journal<Entry extends object> {
  readonly #directory: string;
  readonly #form: JournalForm<Entry>;
  readonly #open = new Map<string, Open<Entry>>();
  #file: {readonly path: string; readonly fd: number; size: number} | undefined;
  #isBroken = false;
  #count = 0;
  /** What can wait for the next line: without it a later run would look for something that is in order. */
  #later = '';

  constructor(directory: string, form: JournalForm<Entry>) {
    this.#directory = directory;
    this.#form = form;
  }

  /** Whether a run of this process writes to that file. */
  static isActive(path: string): boolean {
    return active.has(path);
  }

  /** Note what is about to be begun. */
  add(entries: readonly Entry[]): void {
    let text = '';
    for (const entry of entries) {
      const number = this.#count++;
      this.#open.set(this.#form.keyOf(entry), {number, entry});
      text += lineOf({number, ...entry});
    }
    if (text !== '') this.#write(text);
  }

  /** Note what is new about an entry; nothing where it is not open. */
  change(key: string, change: Partial<Entry>): void {
    const open = this.#open.get(key);
    if (open === undefined) return;
    open.entry = {...open.entry, ...change};
    const line: Line<Entry> = {number: open.number, ...change};
    this.#write(lineOf(line));
  }

  isOpen(key: string): boolean {
    return this.#open.has(key);
  }

  /** Nothing is left of it that a later run would have to look at. */
  end(key: string): void {
    const open = this.#open.get(key);
    if (open === undefined) return;
    this.#open.delete(key);
    this.#later += lineOf<Entry>({number: open.number, over: true});
  }

  /** @returns those that were not known here; undefined where they could not be noted */
  take(entries: readonly Entry[]): Entry[] | undefined {
    const news = entries.filter((entry) => !this.#open.has(this.#form.keyOf(entry)));
    this.add(news);
    return this.#isBroken ? undefined : news;
  }

  /** The run is over. What is open stays for a later one to look at. */
  close(): void {
    if (this.#open.size > 0) this.#write('');
    const isEmpty = this.#open.size === 0;
    this.#open.clear();
    this.#later = '';
    this.#drop(isEmpty);
  }

  #write(text: string): void {
    if (this.#isBroken) return;
    try {
      if (this.#file === undefined || this.#file.size > ROLL_AFTER) this.#roll();
      else this.#append(this.#later + text);
      this.#later = '';
    } catch {
      this.#isBroken = true;
    }
  }

  /** Begin a file with all that is open; the one before is of no use then. */
  #roll(): void {
    const previous = this.#file;
    makePrivate(this.#directory);
    const path = join(this.#directory, uniqueMark());
    const {O_WRONLY, O_APPEND, O_CREAT, O_EXCL, O_NOFOLLOW} = constants;
    active.add(path);
    this.#file = {
      path,
      fd: openSync(path, O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600),
      size: 0,
    };
    this.#append([...this.#open.values()].map(({number, entry}) => lineOf({number, ...entry})).join(''));
    this.#file.size = 0;
    if (previous) discard(previous);
  }

  #append(text: string): void {
    if (this.#file === undefined || text === '') return;
    const bytes = Buffer.from(text);
    if (writeSync(this.#file.fd, bytes) < bytes.length) throw new Error('the disk is full');
    this.#file.size += bytes.length;
  }

  #drop(andRemove: boolean): void {
    const file = this.#file;
    this.#file = undefined;
    if (file === undefined) return;
    if (andRemove) return discard(file);
    closeSync(file.fd);
    active.delete(file.path);
  }
}

function discard({path, fd}: {readonly path: string; readonly fd: number}): void {
  closeSync(fd);
  rmSync(path, {force: true});
  active.delete(path);
}
