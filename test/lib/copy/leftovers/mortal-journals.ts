import type {UploadJournal} from '../../../../src/lib/copy/leftovers/upload-journal.ts';
import {UploadJournals} from '../../../../src/lib/copy/leftovers/upload-journals.ts';

/** Only where nothing takes effect later than it was asked for. */
export const AT_ONCE = {settled: 0, rest: 600_000};

/** Those of a process that may die: from then on it writes nothing more. */
export class MortalJournals extends UploadJournals {
  isDead = false;

  override open(): UploadJournal {
    const journal = super.open();
    const begin = journal.begin.bind(journal);
    journal.begin = (...words) => {
      if (this.isDead) throw new Error('The process is dead.');
      begin(...words);
    };
    return journal;
  }
}
