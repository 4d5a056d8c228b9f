import type {FaultName} from './kinds.ts';
import {readFault} from './read-fault.ts';
import type {Fault} from './read-fault.ts';

/** What goes wrong in a sandbox at present. Whoever can go wrong asks here; nothing is kept beyond a run. */
export class Faults {
  /** By what they are about, so that each is there once. Of several that fit, the oldest happens. */
  readonly #active = new Map<string, Fault>();
  readonly #watchers = new Set<() => void>();

  /** Lets something go wrong from now on, written as on the command line: `set('latency 30ms')`. */
  set(words: string, {count}: {readonly count?: number} = {}): void {
    this.put(readFault(words.split(/\s+/), count));
  }

  /** Lets something go wrong from now on; it takes the place of the same fault with other values. */
  put(fault: Fault): void {
    this.#active.set(keyOf(fault), fault);
    this.#tell();
  }

  /** Ends the faults of that name, or all of them. Returns those that were there. */
  clear(name?: FaultName): Fault[] {
    const ended = this.list().filter((fault) => name === undefined || fault.name === name);
    for (const fault of ended) this.#active.delete(keyOf(fault));
    this.#tell();
    return ended;
  }

  /** The oldest first; `count` tells how often they will still happen. */
  list(): Fault[] {
    return [...this.#active.values()];
  }

  /** The fault of that name, if it is there. */
  find(name: FaultName): Fault | undefined {
    return this.list().find((fault) => fault.name === name);
  }

  /** ms that a round trip to the central service takes longer. */
  get roundTrip(): number {
    return this.find('latency')?.time ?? 0;
  }

  /** Calls back after each change; the result ends that. */
  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  #tell(): void {
    for (const watcher of this.#watchers) watcher();
  }
}

function keyOf({name, command = '', element = ''}: Fault): string {
  return `${name} ${command}${element}`;
}
