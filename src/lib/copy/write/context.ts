import type {Lfn} from '../../paths/lfn.ts';
import type {ReplacementJournal} from '../replace/replacement-journal.ts';
import type {SmallUpload, Transferred} from '../../storage/storage.ts';
import type {FileHashes} from '../transfer/file-hashes.ts';
import type {SmallFiles} from '../transfer/small-files.ts';
import type {TransferContext, TransferState} from '../transfer/context.ts';
import type {DirectCopies} from './direct-copies.ts';
import type {DirectoryOwners} from './directory-owners.ts';
import type {NameCheck, Registering} from './name-check.ts';
import type {UnregisteredBytes} from './unregistered-bytes.ts';

/** What everything that one copy writes to the grid shares. */
export interface WriteContext extends TransferContext {
  /** other storage elements may be asked for in the place of those that fail */
  readonly mayTakeOthers: boolean;
  /** reading of local files for their md5: bound by the disk and one core, not by the network */
  readonly hashes: FileHashes;
  readonly direct: DirectCopies;
  /** there where small files are sent together */
  readonly sendTogether?: SmallFiles<SmallUpload, Transferred> | undefined;
  readonly owners: DirectoryOwners;
  readonly unregistered: UnregisteredBytes;
  /** tells which content has got a name */
  readonly names: NameCheck;
  readonly replacements: ReplacementJournal | undefined;
  /** the name that the content of a replaced file keeps */
  readonly backup: ((lfn: Lfn) => Lfn) | undefined;
}

/** What one file that is written has of its own. */
export interface WriteState extends TransferState {
  /** what other files may wait for that look at their names */
  readonly registering: Registering;
}
