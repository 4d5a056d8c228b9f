import {unlink} from 'node:fs/promises';
import {join} from 'node:path';
import type {Catalogue} from '../catalogue/catalogue.ts';
import type {Chronicle} from '../catalogue/chronicle.ts';
import {dataFolder} from './layout.ts';

const BATCH = 200;
const NAME = 'sandbox.storage.Cleaner';

/** Deletes from disk what the catalogue has queued, in the background. What fails stays queued. */
export class Cleaner {
  readonly #catalogue: Catalogue;
  readonly #data: string;
  readonly #chronicle: Chronicle;
  #work: Promise<void> | undefined;
  #stopped = false;

  constructor(catalogue: Catalogue, storageFolder: string, chronicle: Chronicle) {
    this.#catalogue = catalogue;
    this.#chronicle = chronicle;
    chronicle.announce(NAME);
    this.#data = dataFolder(storageFolder);
  }

  /** There may be work. */
  wake(): void {
    if (this.#work !== undefined || this.#stopped) return;
    this.#work = this.#run().finally(() => (this.#work = undefined));
  }

  /** Ends after the batch at hand; the rest is done at the next start. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#work;
  }

  async #run(): Promise<void> {
    // Not within the request that asked for it.
    await new Promise((resolve) => setImmediate(resolve));
    while (!this.#stopped) {
      const batch = this.#catalogue.replicas.queuedDeletions(BATCH);
      const results = await Promise.all(
        batch.map(async (item) => ({item, gone: await this.#remove(item.path)})),
      );
      const gone = results.filter((result) => result.gone);
      this.#catalogue.transaction(() =>
        gone.forEach(({item}) => this.#catalogue.replicas.deletionDone(item)),
      );
      if (gone.length === 0) return;
      this.#chronicle.record(NAME, `${gone.length} replicas removed`);
    }
  }

  async #remove(path: string): Promise<boolean> {
    try {
      await unlink(join(this.#data, path));
      return true;
    } catch (error) {
      // A file that was registered but never written is as good as deleted.
      return (error as NodeJS.ErrnoException).code === 'ENOENT';
    }
  }
}
