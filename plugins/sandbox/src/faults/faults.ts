import {UserError} from '@alien-grid/cli';
import {elementNamed} from '../catalogue/elements/elements.ts';
import type {FaultName} from './kinds.ts';
import {readFault} from './read-fault.ts';
import type {Fault} from './read-fault.ts';

/** What goes wrong in a sandbox at present. What can go wrong asks here; nothing is kept beyond a run. */
export class Faults {
  /** By what they are about, so that each is there once; the oldest first. */
  readonly #active = new Map<string, Fault>();
  readonly #storage: boolean;
  readonly #watchers = new Set<() => Promise<void> | void>();

  /** @param storage whether there are storage elements that can go wrong */
  constructor({storage = false}: {readonly storage?: boolean} = {}) {
    this.#storage = storage;
  }

  /** Lets something go wrong from now on, written as on the command line: `set('latency 30ms')`. */
  async set(words: string, {count}: {readonly count?: number} = {}): Promise<void> {
    await this.put(readFault(words.split(/\s+/), count));
  }

  /** The same with a fault that was read already. It takes the place of the same one with other values. */
  async put(fault: Fault): Promise<void> {
    if (fault.element !== undefined && !this.#storage) {
      throw new UserError('This sandbox runs without storage elements');
    }
    this.#active.set(keyOf(fault), fault);
    await this.#tell();
  }

  /** Ends all faults, those of a name, or that of a command or storage element. Returns those that were there. */
  async clear(name?: FaultName, target?: string): Promise<Fault[]> {
    const ended = this.list().filter(
      (fault) =>
        (name === undefined || fault.name === name) && (target === undefined || isAbout(fault, target)),
    );
    for (const fault of ended) this.#active.delete(keyOf(fault));
    await this.#tell();
    return ended;
  }

  /** The oldest first; `count` tells how often they will still happen. */
  list(): Fault[] {
    return [...this.#active.values()];
  }

  /** The fault of that name, if it is there. */
  find(name: FaultName): Fault | undefined {
    if (this.#active.size === 0) return undefined;
    return this.list().find((fault) => fault.name === name);
  }

  /** The fault that happens now, of that name or the first that fits: it is counted. */
  take(wanted: FaultName | ((fault: Fault) => boolean)): Fault | undefined {
    // Nearly always there is none, and every request asks.
    if (this.#active.size === 0) return undefined;
    const fits = typeof wanted === 'function' ? wanted : (fault: Fault) => fault.name === wanted;
    const fault = this.list().find(fits);
    if (fault?.count === undefined) return fault;
    if (fault.count > 1) this.#active.set(keyOf(fault), {...fault, count: fault.count - 1});
    else this.#active.delete(keyOf(fault));
    return fault;
  }

  /** ms that a round trip to the central service takes longer. */
  get roundTrip(): number {
    return this.find('latency')?.time ?? 0;
  }

  /** Whether a name cannot be given to anything at present. */
  refusesName(lfn: string): boolean {
    return this.find('latin-names') !== undefined && /[^\0-\xff]/.test(lfn);
  }

  /** Calls back after each change, which counts as made when what it gives back is done; the result ends that. */
  watch(watcher: () => Promise<void> | void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  async #tell(): Promise<void> {
    await Promise.all([...this.#watchers].map(async (watcher) => watcher()));
  }
}

function isAbout({command, element}: Fault, target: string): boolean {
  return command === target || (element !== undefined && elementNamed(target)?.name === element);
}

function keyOf({name, command = '', element = ''}: Fault): string {
  return `${name} ${command}${element}`;
}
