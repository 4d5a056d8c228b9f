import type {Storage, TransferCall, Transferred} from '../../storage/storage.ts';
import type {StoredReplica} from '../../paths/replica-url.ts';

export type SendCall = TransferCall & Required<Pick<TransferCall, 'signal'>>;

/** What is stored under a name on the grid, and how it gets to a storage element. */
export interface Content {
  readonly size: number;
  /** lower-case hex; undefined where it is known only when the content has been sent once */
  readonly md5: string | undefined;
  /** the file of this machine that is sent as it is, and may be so together with others */
  readonly path?: string;
  /** Write it to a new replica. An error is that of the replica; a failure of this machine a UserError. */
  send(replica: StoredReplica, call: SendCall): Promise<Transferred>;
}

/** A file of this machine that has been read once. */
export interface HashedFile {
  /** local */
  readonly path: string;
  readonly size: number;
  /** lower-case hex */
  readonly md5: string;
}

/** The content of a file on this machine. */
export function localContent({path, size, md5}: HashedFile, storage: Storage): Content {
  return {path, size, md5, send: (replica, call) => storage.upload(path, replica, call)};
}

/** Nothing is sent of a file without content. */
export const NO_CONTENT: Content = {
  size: 0,
  md5: '',
  send: () => Promise.resolve({bytes: 0, seconds: 0, md5: ''}),
};
