import type {Requester} from '../session/requests/requester.ts';
import type {HashSmallFiles, LandFiles} from '../storage/local-disk.ts';
import type {Storage} from '../storage/storage.ts';
import type {UploadJournals} from './leftovers/upload-journals.ts';
import type {BegunDirectories} from './plan/begun-directories.ts';
import type {ReplacementJournal} from './replace/replacement-journal.ts';

/** What the engine works with. */
export interface CopyServices {
  readonly grid: Requester;
  /** so many connections to the central service at the most, for about so many requests; the giver closes them */
  readonly openPool?: (connections: number, requests: number) => Requester;
  readonly storage: Storage;
  /** how downloads get their names when they are complete; default: on the disk of this machine */
  readonly land?: LandFiles;
  /** how small files are read for their md5; default: on the disk of this machine */
  readonly hashSmall?: HashSmallFiles;
  /** where it is noted which grid files are being replaced, so that a later run can mend what a kill left half done */
  readonly journal?: ReplacementJournal;
  /** where it is noted what is on its way to storage, so that a later run can remove what a kill left there */
  readonly uploads?: UploadJournals;
  /** where it is noted which directories copies have begun to make, so that the same copy goes on with them */
  readonly begun?: BegunDirectories;
  /** where relative local names start; default: the current directory of the process */
  readonly cwd?: string;
}
