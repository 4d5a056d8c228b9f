import type {Catalogue} from '../catalogue/catalogue.ts';
import type {Chronicle} from './chronicle.ts';

const NAME = 'sandbox.catalogue.Expiry';
const HOUR = 3600;

/** Removes the files whose time is over, and what was written for a booking and never registered, at intervals. */
export class Expiry {
  readonly #catalogue: Catalogue;
  readonly #chronicle: Chronicle;
  readonly #removed: () => void;
  #timer: NodeJS.Timeout | undefined;

  /** `removed` is called when copies wait for removal from the storage. */
  constructor(catalogue: Catalogue, chronicle: Chronicle, removed: () => void) {
    this.#catalogue = catalogue;
    this.#chronicle = chronicle;
    this.#removed = removed;
    chronicle.announce(NAME, HOUR, (seconds) => this.#schedule(seconds));
    this.#schedule(HOUR);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Removes what has expired by now. */
  run(): void {
    const expired = this.#catalogue.entries.expiredFiles(Date.now() / 1000);
    for (const entry of expired) this.#catalogue.removeTree(entry);
    const abandoned = this.#catalogue.transaction(() => {
      const places = this.#catalogue.bookings.purge(Date.now());
      for (const place of places) this.#catalogue.replicas.queueDeletion(place);
      return places;
    });
    if (expired.length + abandoned.length > 0) this.#removed();
    this.#chronicle.record(NAME, `${expired.length} files removed`);
  }

  #schedule(seconds: number): void {
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.run(), seconds * 1000).unref();
  }
}
