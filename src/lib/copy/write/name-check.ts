import {type Entry} from '../../catalogue/entry.ts';
import {statEntry} from '../../catalogue/lookup.ts';
import {statEntries} from '../../catalogue/stat-entries.ts';
import type {Lfn} from '../../paths/lfn.ts';
import type {Requester} from '../../session/requests/requester.ts';

/** So many names fit into one safe request, as long as names usually are. */
const MOST = 64;

/** ms that a name waits for others at the longest. */
const LONGEST = 1000;

/** A file on its way to its registration: names that are to be looked at wait for it, as far as there is time. */
export interface Registering {
  /** @returns what has that name by now; undefined: nothing */
  look(lfn: Lfn): Promise<Entry | undefined>;
  /** Nothing more comes of it. */
  end(): void;
}

interface Waiting {
  readonly lfn: Lfn;
  readonly resolve: (entry: Entry | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Looks names up after their registration, many in one request: it is sent when no other file is on its way, when it is
 * full, or when the first name has waited for long.
 */
export class NameCheck {
  readonly #grid: Requester;
  #waiting: Waiting[] = [];
  /** files on their way that do not wait here */
  #busy = 0;
  #isDue = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(grid: Requester) {
    this.#grid = grid;
  }

  /** Whether another file may wait here beside the work. */
  get hasRoom(): boolean {
    return this.#waiting.length < MOST;
  }

  begin(): Registering {
    let isOver = false;
    this.#busy += 1;
    return {
      look: async (lfn) => {
        this.#busy -= 1;
        try {
          return await this.#look(lfn);
        } finally {
          this.#busy += 1;
        }
      },
      end: () => {
        if (isOver) return;
        isOver = true;
        this.#busy -= 1;
        this.#consider();
      },
    };
  }

  #look(lfn: Lfn): Promise<Entry | undefined> {
    const {promise, resolve, reject} = Promise.withResolvers<Entry | undefined>();
    this.#waiting.push({lfn, resolve, reject});
    this.#timer ??= setTimeout(() => this.#send(), LONGEST);
    this.#consider();
    return promise;
  }

  /** Once all that happens at this moment has happened: the place of a file that waits is taken by the next one. */
  #consider(): void {
    if (this.#isDue || this.#waiting.length === 0) return;
    this.#isDue = true;
    setImmediate(() => {
      this.#isDue = false;
      if (this.#busy === 0 || this.#waiting.length >= MOST) this.#send();
    });
  }

  /** Look at once at all that wait. */
  hurry(): void {
    this.#send();
  }

  #send(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const group = this.#waiting;
    this.#waiting = [];
    if (group.length === 0) return;
    // The service drops blanks at the end of a name: what it tells of such a one has another name.
    const [odd, plain] = [
      group.filter(({lfn}) => lfn.endsWith(' ')),
      group.filter(({lfn}) => !lfn.endsWith(' ')),
    ];
    for (const {lfn, resolve, reject} of odd) statEntry(this.#grid, lfn).then(resolve, reject);
    if (plain.length === 0) return;
    statEntries(this.#grid, [...new Set(plain.map(({lfn}) => lfn))]).then(
      (found) => {
        for (const {lfn, resolve} of plain) resolve(found.get(lfn));
      },
      (error: unknown) => {
        for (const {reject} of plain) reject(error);
      },
    );
  }
}
