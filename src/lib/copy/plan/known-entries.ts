import {EXIT} from '../../errors/exit-codes.ts';
import type {Entry} from '../../catalogue/entry.ts';
import {findAll} from '../../catalogue/find.ts';
import type {DoubtfulAnswer} from '../../catalogue/result-reader.ts';
import {lookUpEntries} from '../../catalogue/stat-entries.ts';
import {ServerError} from '../../errors/errors.ts';
import {dirnameOfLfn, type Lfn} from '../../paths/lfn.ts';
import type {Requester} from '../../session/requests/requester.ts';
import type {DestinationShape} from '../operands/destination.ts';

/** What is known to exist on the grid. The service can have a file beside a directory of the same name. */
export class KnownEntries {
  readonly #files = new Map<Lfn, Entry>();
  readonly #directories = new Map<Lfn, Entry>();
  readonly #untold = new Map<Lfn, DoubtfulAnswer>();
  readonly #inTheWay = new Map<Lfn, Lfn | undefined>();

  static async lookUp(grid: Requester, lfns: readonly Lfn[], signal: AbortSignal): Promise<KnownEntries> {
    const known = new KnownEntries();
    await known.#ask(grid, lfns, signal);
    return known;
  }

  /**
   * Add what is below a directory that exists; nothing where it turns out to be none.
   * @param names those that matter, which are looked up one by one if the list may be incomplete
   * @param say told of that
   */
  async addTree(
    grid: Requester,
    root: Lfn,
    names: readonly Lfn[],
    say: (note: string) => void,
    signal: AbortSignal,
  ): Promise<void> {
    try {
      const {entries, incomplete} = await findAll(grid, root, {directories: true, signal});
      this.#add(entries);
      if (incomplete === undefined) return;
      say(`The list of ${root} may be incomplete (${incomplete}): each name is looked up.`);
      const unknown = names.filter((name) => !this.has(name));
      await this.#ask(grid, unknown, signal);
    } catch (error) {
      if (!(error instanceof ServerError) || error.exitCode !== EXIT.NOT_A_DIRECTORY) throw error;
    }
  }

  /** Why it is not known whether there is an entry of that name. */
  untold(lfn: Lfn): DoubtfulAnswer | undefined {
    return this.#untold.get(lfn);
  }

  has(lfn: Lfn): boolean {
    return this.get(lfn) !== undefined;
  }

  /** What a file of that name would replace; a directory where there is nothing else. */
  get(lfn: Lfn): Entry | undefined {
    return this.#files.get(lfn) ?? this.#directories.get(lfn);
  }

  hasDirectory(lfn: Lfn): boolean {
    return this.#directories.has(lfn);
  }

  kindOf(lfn: Lfn): DestinationShape['exists'] {
    if (this.hasDirectory(lfn)) return 'directory';
    return this.has(lfn) ? 'file' : 'no';
  }

  /** The file that has the name of this directory, or of one above it, where there is no such directory. */
  fileInTheWayOf(directory: Lfn): Lfn | undefined {
    if (directory === '/' || this.hasDirectory(directory)) return undefined;
    if (this.#files.has(directory)) return directory;
    if (!this.#inTheWay.has(directory))
      this.#inTheWay.set(directory, this.fileInTheWayOf(dirnameOfLfn(directory)));
    return this.#inTheWay.get(directory);
  }

  async #ask(grid: Requester, lfns: readonly Lfn[], signal: AbortSignal): Promise<void> {
    const {found, untold} = await lookUpEntries(grid, lfns, signal);
    this.#add(found.values());
    for (const [lfn, error] of untold) this.#untold.set(lfn, error);
  }

  #add(entries: Iterable<Entry>): void {
    for (const entry of entries) (entry.type === 'd' ? this.#directories : this.#files).set(entry.lfn, entry);
  }
}
