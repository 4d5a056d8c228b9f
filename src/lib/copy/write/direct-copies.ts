import type {StoredReplica} from '../../paths/replica-url.ts';
import {storageHost} from '../../paths/replica-url.ts';

/** Which files are worth asking two storages to copy them among themselves. A pair that does not is asked only once. */
export class DirectCopies {
  readonly #least: number;
  readonly #refused = new Set<string>();

  /** @param least bytes: asking takes longer than sending a smaller file through this process */
  constructor(least: number) {
    this.#least = least;
  }

  mayWork(size: number, source: StoredReplica, target: StoredReplica): boolean {
    return size >= this.#least && !this.#refused.has(pairOf(source, target));
  }

  /** It did not work between these two, whatever the reason. */
  refuse(source: StoredReplica, target: StoredReplica): void {
    this.#refused.add(pairOf(source, target));
  }
}

function pairOf(source: StoredReplica, target: StoredReplica): string {
  return `${storageHost(source.url)} ${storageHost(target.url)}`;
}
