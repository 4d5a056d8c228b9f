import type {Lfn} from '../../paths/lfn.ts';
import type {Requester} from '../../session/requester.ts';
import type {Storage} from '../../storage/storage.ts';
import type {CopyEvent, CopyStep} from './events.ts';
import type {Comparison} from './comparison.ts';
import type {DiskBarrier} from '../read/disk-barrier.ts';
import type {HttpPreference} from '../read/http-preference.ts';
import type {Limiter} from '../../flow/limiter.ts';
import type {UploadJournal} from '../leftovers/upload-journal.ts';
import type {RefusedRemovals} from '../leftovers/refused-removals.ts';
import type {NameCheck, Registering} from '../write/name-check.ts';
import type {PartialFiles} from '../read/partial-files.ts';
import type {ReplacementJournal} from '../replace/replacement-journal.ts';

/** What the jobs of one copy share. */
export interface JobContext {
  readonly grid: Requester;
  readonly storage: Storage;
  readonly comparison: Comparison;
  readonly strict: boolean;
  /** storage elements that fail are replaced by others */
  readonly recover: boolean;
  readonly retries: number;
  /** bytes a second below which a transfer is broken off */
  readonly rateFloor: number | undefined;
  readonly partials: PartialFiles;
  readonly disk: DiskBarrier;
  readonly journal: ReplacementJournal | undefined;
  readonly uploads: UploadJournal | undefined;
  /** tell the user at the end what is not quite as it should be */
  readonly warn: (text: string) => void;
  readonly transfers: Limiter;
  /** reading of local files for their md5: bound by the disk and one core, not by the network */
  readonly hashes: Limiter;
  /** bytes from which storages are asked to copy among themselves */
  readonly directFrom: number;
  /** there where files are to be read over HTTP */
  readonly http: HttpPreference | undefined;
  /** pairs of storage hosts that do not copy among themselves */
  readonly indirect: Set<string>;
  readonly emit: (event: CopyEvent) => void;
  /** storage hosts that let no client remove what it has written */
  readonly refusedRemovals: RefusedRemovals;
  /** tells which content has got a name */
  readonly names: NameCheck;
  /** what is known of directories that would not take a file, so that each is asked for only once */
  readonly refusals: Map<Lfn, Promise<string | undefined>>;
}

/** What one job has of its own. */
export interface JobState {
  /** aborted by the user, or by the time limit of this file */
  readonly signal: AbortSignal;
  /** where the job is; a failure is reported with it */
  step: CopyStep;
  /** lets the next file start, although this one is not done yet: it only waits for the disk, or for a look at names */
  readonly letNextStart: () => void;
}

/** What the job of an upload has beside that. */
export interface UploadState extends JobState {
  /** what other files may wait for that look at their names */
  readonly registering: Registering;
}
