/** The API for scripts: no oclif, nothing loaded before it is used. */
export * from './lib/errors/errors.ts';
export {connect, type ConnectOptions} from './lib/session/connect.ts';
export type {Answer, Metadata, Result} from './lib/session/requests/answer.ts';
export {exitCodeOf, textOf} from './lib/session/requests/answer.ts';
export {expectSuccess} from './lib/session/requests/expect-success.ts';
export type {RequestOptions, Requester} from './lib/session/requests/requester.ts';
export type {Session} from './lib/session/session.ts';
export {SessionPool} from './lib/session/pool.ts';
export {
  type Lfn,
  type LfnBase,
  absoluteLfn,
  basenameOfLfn,
  dirnameOfLfn,
  joinLfn,
  toLfn,
} from './lib/paths/lfn.ts';
export type {Entry, EntryType} from './lib/catalogue/entry.ts';
export {lfnBase, resolveLfns, statEntry} from './lib/catalogue/lookup.ts';
export {type FindOptions, findEntries} from './lib/catalogue/find.ts';
export {
  type AccessOptions,
  type FileFacts,
  type Replica,
  accessRead,
  accessWrite,
  commitReplica,
} from './lib/catalogue/access.ts';
export {makeDirectories, removeEntry, renameEntry, touchFiles} from './lib/catalogue/change.ts';
export {type CopyOptions, copy} from './lib/copy/copy.ts';
export type {CopyEvent, CopyFailure, CopyItem, CopySummary} from './lib/copy/model/events.ts';
export type {CopyRequest, CopySettings} from './lib/copy/model/request.ts';
export type {CopyServices} from './lib/copy/services.ts';
export type {SelectionRequest} from './lib/copy/model/selection-request.ts';
export type {RemoveRequest, SyncRequest} from './lib/sync/request.ts';
export {sync} from './lib/sync/sync.ts';
export {homeOf, userDirectory} from './lib/files/home.ts';
export {makeLocalDirectories} from './lib/files/make-local-directories.ts';
export {type RunningProcess, runningProcess} from './lib/traces/running-process.ts';
export {type ReadFile, readFile as readRegularFile} from './lib/files/read-file.ts';
export type {Terms as ReadTerms} from './lib/files/open-file.ts';
export {makePrivate, readOwn} from './lib/traces/private-files.ts';
export {isOn} from './lib/settings/kinds.ts';
export type {Storage} from './lib/storage/storage.ts';
export {HttpStorage, type HttpStorageOptions} from './lib/storage/http/http-storage.ts';
export {XrootdStorage, type XrootdStorageOptions} from './lib/storage/xrootd-storage.ts';
export {Jdl, type Unquoted as JdlUnquoted} from './lib/jdl/jdl.ts';
export {JdlError, type Place as JdlPlace} from './lib/jdl/jdl-error.ts';
export {doubleText, type JdlValue} from './lib/jdl/values.ts';
export * as jobs from './jobs.ts';
export {type Quota, type Use, quotaOf} from './lib/accounts/quota.ts';
