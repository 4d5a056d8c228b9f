import {Journals} from '../../traces/journals.ts';
import {type PendingUpload, UPLOAD_FORM} from './pending-upload.ts';
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

/** The journals of uploads on this machine. What is left open in one may be on storage elements, unregistered. */
export class UploadJournals extends Journals<PendingUpload> {
  readonly #directory: string;
  readonly patience: Patience;

  constructor(directory: string, patience = PATIENCE) {
    super(directory, UPLOAD_FORM);
    this.#directory = directory;
    this.patience = patience;
  }

  override open(): UploadJournal {
    return new UploadJournal(this.#directory);
  }
}
