import type {Journal} from '../../traces/journal.ts';
import type {JournalForm} from '../../traces/journal-lines.ts';
import {Journals} from '../../traces/journals.ts';
import type {DestinationShape, SourceShape} from '../operands/destination.ts';
import type {RouteDirection} from '../operands/sides.ts';

/** A directory that a copy makes under a new name, which did not exist before it. */
interface Begun {
  readonly direction: RouteDirection;
  /** absolute */
  readonly source: string;
  readonly destination: string;
  /** ms since 1970 */
  readonly begun: number;
}

/** ms after which nobody means to go on with a copy. */
const FORGOTTEN_AFTER = 30 * 24 * 3600 * 1000;

const FORM: JournalForm<Begun> = {keyOf, isEntry: isBegun};

/**
 * Remembers on this machine which directories copies have begun to make, until they are complete. A directory that exists
 * takes a source below itself; one that exists only since the same copy was aborted gets its contents, as the first
 * time.
 */
export class BegunDirectories {
  readonly #journals: Journals<Begun>;

  constructor(directory: string) {
    this.#journals = new Journals(directory, FORM);
  }

  /** The directories of one copy. */
  open(): DirectoriesOfCopy {
    return new DirectoriesOfCopy(this.#journals);
  }
}

export class DirectoriesOfCopy {
  readonly #journals: Journals<Begun>;
  readonly #earlier: ReadonlySet<string>;
  readonly #noted: Begun[] = [];
  #journal: Journal<Begun> | undefined;

  constructor(journals: Journals<Begun>) {
    this.#journals = journals;
    const latest = Date.now() - FORGOTTEN_AFTER;
    this.#earlier = new Set(
      journals
        .leftovers()
        .filter(({begun}) => begun > latest)
        .map(keyOf),
    );
  }

  /**
   * The destination as it was when the copy of this directory was first begun.
   * @returns whether an earlier copy was aborted, beside the destination
   */
  asBegun(
    direction: RouteDirection,
    {path: source}: SourceShape,
    destination: DestinationShape,
  ): {readonly destination: DestinationShape; readonly isResumed: boolean} {
    const entry = {direction, source, destination: destination.path, begun: Date.now()};
    const isResumed = destination.exists === 'directory' && this.#earlier.has(keyOf(entry));
    if (destination.exists !== 'no' && !isResumed) return {destination, isResumed};
    this.#noted.push(entry);
    return {destination: {...destination, exists: 'no'}, isResumed};
  }

  /** The copy begins to change something. */
  begin(): void {
    if (this.#noted.length === 0) return;
    const journal = this.#journals.open();
    this.#journal = journal;
    if (this.#earlier.size > 0) this.#journals.adopt(journal);
    journal.take(this.#noted);
  }

  /** The copy is over. @param isComplete else a later one may go on with it */
  end(isComplete: boolean): void {
    if (isComplete) for (const entry of this.#noted) this.#journal?.end(keyOf(entry));
    this.#journal?.close();
  }
}

function keyOf({direction, source, destination}: Begun): string {
  return JSON.stringify([direction, source, destination]);
}

function isBegun(value: object): value is Begun {
  const {direction, source, destination, begun} = value as Partial<Begun>;
  return (
    [direction, source, destination].every((text) => typeof text === 'string') && Number.isSafeInteger(begun)
  );
}
