import {UserError} from '../errors/errors.ts';
import type {RequestOptions, Requester} from '../session/requests/requester.ts';
import {elementsLike, storageElements} from './storage-elements.ts';

/** A storage server that is to be asked something. */
export interface StorageServer {
  /** of the element, or as it was typed */
  readonly name: string;
  /** `root://host:port` */
  readonly url: string;
}

/**
 * The servers that words name: storage elements by number or a part of the name, and hosts. The service is asked only
 * where a word is no host with a port.
 * @param everything all of them
 * @throws {UserError} 1 for a word that names nothing
 */
export async function storageServers(
  grid: Requester,
  words: readonly string[],
  everything: boolean,
  call: Pick<RequestOptions, 'signal'> = {},
): Promise<StorageServer[]> {
  const isHost = (word: string): boolean => /^[\w.-]+:\d+$|^\[[\da-f:]+\]:\d+$/i.test(word);
  const known = everything || !words.every(isHost) ? await storageElements(grid, call) : [];
  const named = everything ? known : words.flatMap((word) => elementsLike(known, word));
  const missing = words.find(
    (word) => !isHost(word) && !isDomain(word) && elementsLike(known, word).length === 0,
  );
  if (missing !== undefined)
    throw new UserError(`There is no storage element like "${missing}".`, {code: 'FAILED'});
  const hosts = words.filter(
    (word) => isHost(word) || (isDomain(word) && elementsLike(known, word).length === 0),
  );
  return [
    ...[...new Set(named)].map(({name, server}) => ({name, url: `root://${server}`})),
    ...hosts.map((host) => ({name: host, url: `root://${host}`})),
  ];
}

/** `eos.cern.ch`: it may be a host without a port. */
function isDomain(word: string): boolean {
  return /^[\w-]+(?:\.[\w-]+)+$/.test(word);
}
