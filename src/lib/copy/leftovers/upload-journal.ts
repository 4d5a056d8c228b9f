import type {Replica} from '../../catalogue/access.ts';
import type {Lfn} from '../../paths/lfn.ts';
import {Journal} from '../../traces/journal.ts';
import {type PendingUpload, UPLOAD_FORM} from './pending-upload.ts';

/** What one run has on its way to storage elements; its keys are the addresses of the replicas. */
export class UploadJournal extends Journal<PendingUpload> {
  constructor(directory: string) {
    super(directory, UPLOAD_FORM);
  }

  /** Before bytes go to these places. */
  begin(lfn: Lfn, replicas: readonly Replica[]): void {
    const booked = Date.now();
    this.add(replicas.map(({url, envelope, se, guid}) => ({lfn, url, envelope, se, guid, booked})));
  }

  /** Before the registration is asked for: from then on it may take effect. */
  asking(url: string): void {
    this.change(url, {asked: Date.now()});
  }

  /** Its removal failed, and is to be tried later. */
  postpone(url: string): void {
    this.change(url, {tried: Date.now()});
  }
}
