import type {LandedFile, SmallDownload} from '../../storage/storage.ts';
import type {TransferContext} from '../transfer/context.ts';
import type {SmallFiles} from '../transfer/small-files.ts';
import type {DiskBarrier} from './disk-barrier.ts';
import type {Metalinks} from './metalinks.ts';
import type {HttpPreference} from './http-preference.ts';
import type {PartialFiles} from './partial-files.ts';

/** What is needed to fetch the content of a grid file, whatever happens to it here. */
export interface FetchContext extends TransferContext {
  /** there where files are to be read over HTTP */
  readonly http?: HttpPreference | undefined;
  /** there where the addresses of all replicas are kept */
  readonly metalinks?: Metalinks | undefined;
  /** there where small files are fetched together */
  readonly fetchTogether?: SmallFiles<SmallDownload, LandedFile> | undefined;
}

/** What the downloads of one copy share. */
export interface DownloadContext extends FetchContext {
  readonly partials: PartialFiles;
  readonly disk: DiskBarrier;
}
