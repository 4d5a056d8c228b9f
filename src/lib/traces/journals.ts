import {unlinkSync} from 'node:fs';
import {join} from 'node:path';
import {Journal} from './journal.ts';
import {type JournalForm, openIn} from './journal-lines.ts';
import {namesIn, readOwn} from './private-files.ts';
import {lifeOf, readUniqueMark} from './process-mark.ts';

/**
 * The journals of one kind on this machine, one file for each run that has something under way. What a run has left open
 * that ended without closing its own is for a later run to look at.
 */
export class Journals<Entry extends object> {
  readonly #directory: string;
  readonly #form: JournalForm<Entry>;

  constructor(directory: string, form: JournalForm<Entry>) {
    this.#directory = directory;
    this.#form = form;
  }

  /** A journal for one run. Nothing is written before there is something to note. */
  open(): Journal<Entry> {
    return new Journal(this.#directory, this.#form);
  }

  /** What runs that are gone have left open. */
  leftovers(): Entry[] {
    return this.#gone().flatMap(({open}) => open);
  }

  /** Hand to this run what runs that are gone have left open, and to no other. */
  adopt(journal: Journal<Entry>): Entry[] {
    const adopted: Entry[] = [];
    for (const {path, open} of this.#gone()) {
      const taken = open.length === 0 ? [] : journal.take(open);
      if (taken === undefined) return adopted;
      try {
        // Of several runs that have read it one can remove it: what it says is that one's.
        unlinkSync(path);
        adopted.push(...taken);
      } catch {
        for (const entry of taken) journal.end(this.#form.keyOf(entry));
      }
    }
    return adopted;
  }

  #gone(): {path: string; open: Entry[]}[] {
    return namesIn(this.#directory).flatMap((name) => {
      const path = join(this.#directory, name);
      const open = this.#openIn(name, path);
      return open === undefined ? [] : [{path, open}];
    });
  }

  /** @returns undefined for a file that is in use, or may be, or is none of ours */
  #openIn(name: string, path: string): Entry[] | undefined {
    const mark = readUniqueMark(name);
    if (mark === undefined && this.#form.earlier === undefined) return undefined;
    const life = mark && lifeOf(mark);
    if (life === 'alive' || (life === 'own' && Journal.isActive(path))) return undefined;
    const file = readOwn(path);
    if (file === undefined) return undefined;
    if (life === undefined) return this.#form.earlier?.(name, file);
    const {silenceOfOthers = Infinity} = this.#form;
    return life === 'unknown' && file.age < silenceOfOthers ? undefined : openIn(file.text, this.#form);
  }
}
