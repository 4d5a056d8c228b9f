import type {Lfn} from '../../paths/lfn.ts';
import type {Journal} from '../../traces/journal.ts';
import type {JournalForm} from '../../traces/journal-lines.ts';
import {Journals} from '../../traces/journals.ts';
import {readEarlierJournal} from './earlier-journal.ts';

/** A grid file that is being replaced: the names that its old content may have. */
interface Replaced {
  readonly lfn: Lfn;
  /** of the old content, from the time when it gives way until it is removed */
  readonly aside: Lfn;
  /** of the old content; empty where the catalogue has none */
  readonly oldGuid: string;
  /** the name that the old content gets in the end, in the place of what has it; absent: it is removed */
  readonly backup?: Lfn;
}

/** By content that was stored for it, and is removed if it does not get its place. */
export interface ReplacedByContent extends Replaced {
  /** of the new content, until it is in its place */
  readonly temporary: Lfn;
}

/** By a file of the user, which keeps its own name if it does not get this one. It is never removed. */
export interface ReplacedByFile extends Replaced {
  /** of that file, until it is in its place. Not `temporary`: earlier versions would remove what has that name */
  readonly source: Lfn;
  /** of that file; empty where the catalogue has none */
  readonly newGuid: string;
}

export type Replacement = ReplacedByContent | ReplacedByFile;

/** The name of the new content, until it is in its place. */
export function nameOfNew(replacement: Replacement): Lfn {
  return 'source' in replacement ? replacement.source : replacement.temporary;
}

/** A replacement that was begun and not ended, by a process that is gone. */
export type Unfinished = Replacement & {
  /** ms since 1970 */
  readonly begun: number;
};

const FORM: JournalForm<Unfinished> = {
  keyOf: ({aside}) => aside,
  isEntry: isUnfinished,
  earlier: (name, file) => readEarlierJournal(name, file, isUnfinished),
};

/**
 * Remembers on this machine which grid files are being replaced, so that a run that was killed in between can be mended
 * by a later one.
 */
export class ReplacementJournal {
  readonly #journals: Journals<Unfinished>;
  readonly #journal: Journal<Unfinished>;
  /** begun here, and not yet ended */
  #underWay = 0;

  constructor(directory: string) {
    this.#journals = new Journals(directory, FORM);
    this.#journal = this.#journals.open();
  }

  /** Note that a replacement begins; @returns what says how it ended: forgotten if `isOver`, else left to be mended */
  begin(replacement: Replacement): (isOver: boolean) => void {
    this.#journal.add([{...replacement, begun: Date.now()}]);
    this.#underWay += 1;
    return (isOver) => {
      if (isOver) this.#journal.end(FORM.keyOf({...replacement, begun: 0}));
      this.#underWay -= 1;
      // Runs of this process that come later can mend the rest.
      if (this.#underWay === 0) this.#journal.close();
    };
  }

  /** What processes of this machine that are gone have not ended, oldest first. Nothing is changed. */
  unfinished(): Unfinished[] {
    return inOrder(this.#journals.leftovers());
  }

  /**
   * Take over what processes of this machine that are gone have not ended, oldest first, and let `mend` look at each.
   * What it does not call over, or does not come to, is left to a later run.
   * @param mend returns whether nothing is left to do; throws to end it
   */
  async mendEach(mend: (unfinished: Unfinished) => Promise<boolean>): Promise<void> {
    const journal = this.#journals.open();
    try {
      for (const unfinished of inOrder(this.#journals.adopt(journal)))
        if (await mend(unfinished)) journal.end(FORM.keyOf(unfinished));
    } finally {
      journal.close();
    }
  }
}

function inOrder(unfinished: readonly Unfinished[]): Unfinished[] {
  return unfinished.toSorted((a, b) => a.begun - b.begun);
}

function isUnfinished(value: object): value is Unfinished {
  const {lfn, aside, oldGuid, backup = '', begun} = value as Partial<Unfinished>;
  const {temporary, source, newGuid} = value as Partial<ReplacedByContent & ReplacedByFile>;
  const texts = [lfn, aside, oldGuid, backup, ...(source === undefined ? [temporary] : [source, newGuid])];
  return texts.every((text) => typeof text === 'string') && Number.isSafeInteger(begun);
}
