import {UserError} from '../errors/errors.ts';
import type {StoredReplica} from './storage.ts';

/**
 * The url that is sent to XRootD: the replica's with its envelope, which is not percent-encoded.
 * @param connection XRootD keeps one connection for each user part of the url: different numbers, different
 *   connections; 0 leaves the url as it is
 * @throws {UserError} 95 for a member of an archive
 */
export function authorisedUrl({url, envelope}: StoredReplica, connection = 0): string {
  const member = /#(.+)$/s.exec(url);
  if (member) {
    throw new UserError(`The file is the member ${member[1]} of an archive; members are not copied yet.`, {
      exitCode: 95,
      next: ['Find the archive with `alien whereis -r -l LFN`, copy it, and unpack it here.'],
    });
  }
  const address = connection === 0 ? url : url.replace(/^(roots?:\/\/)(?![^/]*@)/, `$1s${connection}@`);
  const separator = address.includes('?') ? '&' : '?';
  return `${address}${separator}xrd.wantprot=unix&authz=${envelope}`;
}

/** The host and port of a storage url, for messages: never with an envelope. */
export function storageHost(url: string): string {
  return /^[a-z]+:\/\/(?:[^/@]*@)?([^/?]+)/i.exec(url)?.[1] ?? 'the storage';
}
