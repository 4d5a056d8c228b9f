import {closeSync, constants, openSync, rmSync, writeSync} from 'node:fs';
import {join} from 'node:path';
import type {Replica} from '../../catalogue/access.ts';
import type {Lfn} from '../../paths/lfn.ts';
import type {Line, PendingUpload} from './pending-upload.ts';
import {makePrivate} from '../../traces/private-files.ts';
import {uniqueMark} from '../../traces/process-mark.ts';

/** Bytes after which a new file is begun with what is open, in place of the one that is mostly over. */
const ROLL_AFTER = 1 << 20;

/** Files that runs of this process write to: its own pid tells nothing about that. */
const active = new Set<string>();

interface Open {
  readonly number: number;
  upload: PendingUpload;
}

/**
 * What one run has on its way to storage elements. Each line is with the system before anything else happens, so that it
 * outlives the process; it is not forced to the disk. Best effort: where nothing can be written copies work all the same.
 */
export class UploadJournal {
  readonly #directory: string;
  readonly #open = new Map<string, Open>();
  #file: {readonly path: string; readonly fd: number; size: number} | undefined;
  #isBroken = false;
  #count = 0;
  /** What can wait for the next line: without it a later run would look for something that is in order. */
  #later = '';

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Whether a run of this process writes to that file. */
  static isActive(path: string): boolean {
    return active.has(path);
  }

  /** Before bytes go to these places. */
  begin(lfn: Lfn, replicas: readonly Replica[]): void {
    const booked = Date.now();
    this.#add(replicas.map(({url, envelope, se, guid}) => ({lfn, url, envelope, se, guid, booked})));
  }

  /** Before the registration is asked for: from then on it may take effect. */
  asking(url: string): void {
    this.#change(url, {asked: Date.now()});
  }

  /** Its removal failed, and is to be tried later. */
  postpone(url: string): void {
    this.#change(url, {tried: Date.now()});
  }

  isOpen(url: string): boolean {
    return this.#open.has(url);
  }

  /** It is registered, or nothing lies there. */
  end(url: string): void {
    const entry = this.#open.get(url);
    if (entry === undefined) return;
    this.#open.delete(url);
    this.#later += lineOf({number: entry.number, over: true});
  }

  /** @returns those that were not known here; undefined where they could not be noted */
  take(uploads: readonly PendingUpload[]): PendingUpload[] | undefined {
    const news = uploads.filter(({url}) => !this.#open.has(url));
    this.#add(news);
    return this.#isBroken ? undefined : news;
  }

  /** The run is over. What is open stays for a later one to look at. */
  close(): void {
    if (this.#open.size > 0) this.#write('');
    const isEmpty = this.#open.size === 0;
    this.#open.clear();
    this.#drop(isEmpty);
  }

  #add(uploads: readonly PendingUpload[]): void {
    let text = '';
    for (const upload of uploads) {
      const number = this.#count++;
      this.#open.set(upload.url, {number, upload});
      text += lineOf({number, ...upload});
    }
    if (text !== '') this.#write(text);
  }

  #change(url: string, change: {asked: number} | {tried: number}): void {
    const entry = this.#open.get(url);
    if (entry === undefined) return;
    entry.upload = {...entry.upload, ...change};
    this.#write(lineOf({number: entry.number, ...change}));
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
    this.#append([...this.#open.values()].map(({number, upload}) => lineOf({number, ...upload})).join(''));
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

function lineOf(line: Line): string {
  return `${JSON.stringify(line)}\n`;
}
