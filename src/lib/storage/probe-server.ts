import {authorisedUrl, splitMember, type StoredReplica} from '../paths/replica-url.ts';
import {storageError} from './storage-error.ts';
import {loadNative} from './native.ts';

type Native = Awaited<ReturnType<typeof loadNative>>;

/** Limits of one look, ms. */
const PATIENCE = {connectTimeout: 20_000, totalTimeout: 60_000};

/** What a storage server can be asked by name, as `xrd_config` shows it. */
const CONFIGURATION =
  'bind_max chksum pio_max readv_ior_max readv_iov_max tpc wan_port wan_window window cms role sitename version'.split(
    ' ',
  );

/** What a storage server says of a file. */
export interface StoredFile {
  /** bytes */
  readonly size: number;
  readonly modified: Date;
  /** R and W, or dashes */
  readonly access: string;
  /** not on tape alone */
  readonly online: boolean;
}

/**
 * Look at a replica.
 * @param replica its envelope may be empty: many storage elements need none for a look
 * @throws {AlienError} where the server does not say
 */
export async function statReplica(replica: StoredReplica, signal: AbortSignal): Promise<StoredFile> {
  const url = replica.envelope === '' ? splitMember(replica.url).file : authorisedUrl(replica);
  return asked(replica.url, async (native) => {
    const {size, modified, readable, writable, offline} = await native.stat(url, {...PATIENCE, signal});
    return {size, modified, access: `${readable ? 'R' : '-'}${writable ? 'W' : '-'}`, online: !offline};
  });
}

/**
 * Round trips to a server, in ms; the first, which connects, is not among them.
 * @param url `root://host:port`
 * @throws {AlienError} where it does not answer
 */
export async function pingServer(url: string, count: number, signal: AbortSignal): Promise<number[]> {
  return asked(url, async (native) => {
    const times: number[] = [];
    for (let left = count; left >= 0; left--)
      times.push((await native.ping(url, {...PATIENCE, signal})).milliseconds);
    return times.slice(1);
  });
}

/** The configuration of a server, as far as it tells. @throws {AlienError} where it does not answer */
export async function serverConfiguration(url: string, signal: AbortSignal): Promise<Record<string, string>> {
  return asked(url, (native) => native.queryConfig(url, CONFIGURATION, {...PATIENCE, signal}));
}

/** What a server counts of itself, as the XML that it sends. @throws {AlienError} where it does not answer */
export async function serverStatistics(url: string, signal: AbortSignal): Promise<string> {
  return asked(url, (native) => native.queryStatistics(url, {...PATIENCE, signal}));
}

async function asked<T>(url: string, ask: (native: Native) => Promise<T>): Promise<T> {
  const native = await loadNative();
  try {
    return await ask(native);
  } catch (error) {
    if (error instanceof native.XRootDError) throw storageError(error, url);
    throw error;
  }
}
