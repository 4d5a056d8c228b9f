/** Where the bytes of a file are, and the permission to read or write them, as `access` gives both. */
export interface StoredReplica {
  /** storage url without authorisation */
  readonly url: string;
  /** sent to the storage as it came */
  readonly envelope: string;
}

/** The url that is sent to XRootD: the replica's with its envelope, which is not percent-encoded. */
export function authorisedUrl({url, envelope}: StoredReplica): string {
  const {file} = splitMember(url);
  return `${file}${file.includes('?') ? '&' : '?'}xrd.wantprot=unix&authz=${envelope}`;
}

/** The url with its envelope as other programs take it: XRootD's client, which reads members of archives too, or HTTP's. */
export function portableUrl(replica: StoredReplica): string {
  if (isHttp(replica.url)) return `${replica.url}?authz=${encodeURIComponent(replica.envelope)}`;
  const {member} = splitMember(replica.url);
  return `${authorisedUrl(replica)}${member === undefined ? '' : `&xrdcl.unzip=${member}`}`;
}

/** Split the url of a replica that is the member of an archive: `root://.../archive#member`. */
export function splitMember(url: string): {file: string; member?: string} {
  const at = url.lastIndexOf('#');
  if (at < 0) return {file: url};
  return {file: url.slice(0, at), member: url.slice(at + 1)};
}

/** The host and port of a storage url, for messages: never with an envelope. */
export function storageHost(url: string): string {
  return /^[a-z]+:\/\/(?:[^/@]*@)?([^/?]+)/i.exec(url)?.[1] ?? 'the storage';
}

/** Whether it is to be read over HTTP. */
export function isHttp(url: string): boolean {
  return /^https?:/i.test(url);
}
