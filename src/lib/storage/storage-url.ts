import {UserError} from '../errors/errors.ts';
import type {StoredReplica} from './storage.ts';

/**
 * The url that is sent to XRootD: the replica's with its envelope, which is not percent-encoded.
 * @throws {UserError} 95 for a member of an archive
 */
export function authorisedUrl({url, envelope}: StoredReplica): string {
  const member = /#(.+)$/s.exec(url);
  if (member) {
    throw new UserError(`The file is the member ${member[1]} of an archive; members are not copied yet.`, {
      exitCode: 95,
      next: ['Find the archive with `alien whereis -r -l LFN`, copy it, and unpack it here.'],
    });
  }
  return `${url}${url.includes('?') ? '&' : '?'}xrd.wantprot=unix&authz=${envelope}`;
}

/** The host and port of a storage url, for messages: never with an envelope. */
export function storageHost(url: string): string {
  return /^[a-z]+:\/\/(?:[^/@]*@)?([^/?]+)/i.exec(url)?.[1] ?? 'the storage';
}
