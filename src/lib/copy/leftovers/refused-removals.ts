import {constants} from 'node:os';
import {ServerError} from '../../errors/errors.ts';
import {storageHost} from '../../paths/replica-url.ts';

/**
 * Storage hosts that let no client remove what it has written, as ALICE's own do. One refusal is enough to know a host,
 * and it is told once for all of them. What was booked and never registered is removed there by the central service.
 */
export class RefusedRemovals {
  readonly #hosts = new Set<string>();
  readonly #tell: (text: string) => void;

  constructor(tell: (text: string) => void) {
    this.#tell = tell;
  }

  /** Whether that host has refused before. */
  has(url: string): boolean {
    return this.#hosts.has(storageHost(url));
  }

  /** @returns whether a removal failed for want of the right to remove; then its host is remembered */
  note(url: string, error: unknown): boolean {
    if (!(error instanceof ServerError) || error.exitCode !== constants.errno.EACCES) return false;
    const host = storageHost(url);
    if (this.#hosts.size === 0)
      this.#tell(
        `${host} lets no client remove files: the central service removes what uploads have left there unregistered.`,
      );
    this.#hosts.add(host);
    return true;
  }
}
