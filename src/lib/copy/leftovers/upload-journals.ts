import {unlinkSync} from 'node:fs';
import {join} from 'node:path';
import {openIn, type PendingUpload} from './pending-upload.ts';
import {namesIn, readOwn} from '../../traces/private-files.ts';
import {lifeOf, readUniqueMark} from '../../traces/process-mark.ts';
import {UploadJournal} from './upload-journal.ts';

/** How long a later run keeps away from something, in ms. */
export interface Patience {
  /** from a registration that was asked for: it is done in this time, or never */
  readonly settled: number;
  /** from a storage element that did not answer */
  readonly rest: number;
}

/** The first is longer than any answer is waited for. */
const PATIENCE: Patience = {settled: 15 * 60_000, rest: 10 * 60_000};

/** ms without a change after which a journal of another machine is anybody's: its envelopes are of no use any more. */
const SILENCE_OF_OTHERS = 48 * 3_600_000;

/**
 * The journals of uploads on this machine, one file for each run that has bytes under way. What a run that ended without
 * a farewell has left open in its own may be on storage elements, unregistered.
 */
export class UploadJournals {
  readonly #directory: string;
  readonly patience: Patience;

  constructor(directory: string, patience = PATIENCE) {
    this.#directory = directory;
    this.patience = patience;
  }

  /** A journal for one run. Nothing is written before there is something to note. */
  open(): UploadJournal {
    return new UploadJournal(this.#directory);
  }

  /** What runs that are gone have left open. */
  leftovers(): PendingUpload[] {
    return this.#gone().flatMap(({open}) => open);
  }

  /** Make what runs that are gone have left open this run's to deal with, and nobody else's. */
  adopt(journal: UploadJournal): PendingUpload[] {
    const adopted: PendingUpload[] = [];
    for (const {path, open} of this.#gone()) {
      const taken = open.length === 0 ? [] : journal.take(open);
      if (taken === undefined) return adopted;
      try {
        // Of several runs that have read it one can remove it: what it says is that one's.
        unlinkSync(path);
        adopted.push(...taken);
      } catch {
        for (const {url} of taken) journal.end(url);
      }
    }
    return adopted;
  }

  #gone(): {path: string; open: PendingUpload[]}[] {
    const found: {path: string; open: PendingUpload[]}[] = [];
    for (const name of namesIn(this.#directory)) {
      const path = join(this.#directory, name);
      const mark = readUniqueMark(name);
      if (mark === undefined) continue;
      const process = lifeOf(mark);
      if (process === 'alive' || (process === 'own' && UploadJournal.isActive(path))) continue;
      const file = readOwn(path);
      if (file === undefined || (process === 'unknown' && file.age < SILENCE_OF_OTHERS)) continue;
      found.push({path, open: openIn(file.text)});
    }
    return found;
  }
}
