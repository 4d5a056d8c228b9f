import type {CopyEvent, CopyItem} from '../../copy/model/events.ts';

/** ms between two lines about the progress of one transfer. */
const PROGRESS_MS = 1000;

/** An event of a copy for programs: one JSON object on one line, with `time` and `kind`. */
export function eventLine(event: CopyEvent): string {
  const item = 'item' in event ? {item: itemFacts(event.item)} : {};
  return JSON.stringify({time: new Date().toISOString(), ...event, ...item});
}

/** Items of a plan hold more, which does not matter here. */
function itemFacts({id, source, destination, size}: CopyItem): CopyItem {
  return {id, source, destination, size};
}

/** Writes events as lines, and of the progress of each transfer at most one a second. */
export class EventLines {
  readonly #write: (line: string) => void;
  /** when something was last told of an item, by what it is about */
  readonly #told = new WeakMap<CopyItem, Map<string, number>>();

  constructor(write: (line: string) => void) {
    this.#write = write;
  }

  onEvent(event: CopyEvent): void {
    if (event.kind === 'progress' && this.#isTooSoon(event.item, event.se)) return;
    if (event.kind === 'reading' && this.#isTooSoon(event.item, 'reading')) return;
    this.#write(eventLine(event));
  }

  #isTooSoon(item: CopyItem, about: string): boolean {
    const told = this.#told.get(item) ?? new Map<string, number>();
    this.#told.set(item, told);
    const now = performance.now();
    if (now - (told.get(about) ?? -Infinity) < PROGRESS_MS) return true;
    told.set(about, now);
    return false;
  }
}
