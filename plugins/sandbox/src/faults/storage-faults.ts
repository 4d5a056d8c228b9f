import type {Socket} from 'node:net';
import {ELEMENTS} from '../catalogue/elements/elements.ts';
import type {StorageElement} from '../catalogue/elements/elements.ts';
import type {Tape} from '../catalogue/elements/tape.ts';
import type {Answer, Asked} from '../net/conversation.ts';
import {listen} from '../net/listen.ts';
import type {Listening} from '../net/listen.ts';
import type {Condition, ElementServer} from '../storage/element-server.ts';
import {Damage} from './damage.ts';
import type {Faults} from './faults.ts';
import type {FaultName} from './kinds.ts';
import type {Shape} from '../net/lane.ts';
import type {Fault} from './read-fault.ts';
import {Relay} from '../net/relay.ts';

/** Faults for which clients have to be led through a relay. */
const RELAYED: readonly FaultName[] = ['se-slow', 'se-latency', 'se-hang'];

/** The number of this error in XRootD's protocol. */
const NO_SPACE = 3009;

/** What can go wrong. */
export interface StorageParts {
  readonly servers: readonly ElementServer[];
  /** The folder of all that is stored. */
  readonly folder: string;
  /** What of it has to be waited for. */
  readonly tape: Tape;
}

interface Detour {
  readonly relay: Relay;
  readonly door: Listening;
}

/**
 * Keeps the storage elements as the faults of a sandbox say, and lets those who read wait for what is on tape, as
 * XRootD does while it stages a file.
 */
export class StorageFaults {
  readonly #faults: Faults;
  readonly #servers: readonly ElementServer[];
  readonly #damage: Damage;
  readonly #tape: Tape;
  /** Bytes written since a fault was set that leaves room for so many. */
  readonly #written = new WeakMap<Fault, number>();
  /** By number of the element; kept until the end, since clients may hold addresses of theirs. */
  readonly #detours = new Map<number, Detour>();
  readonly #unwatch: () => void;
  #work: Promise<void> = Promise.resolve();

  private constructor(faults: Faults, {servers, folder, tape}: StorageParts) {
    this.#faults = faults;
    this.#servers = servers;
    this.#tape = tape;
    this.#damage = new Damage(folder);
    // The process before may have died.
    this.#damage.mend(ELEMENTS.map(({root}) => root));
    this.#unwatch = faults.watch(() => {
      // One change after the other; a failure of the one before is not this one's.
      this.#work = this.#work.catch(() => undefined).then(() => this.#settle());
      return this.#work;
    });
  }

  static async start(faults: Faults, parts: StorageParts): Promise<StorageFaults> {
    const self = new StorageFaults(faults, parts);
    const tapes = parts.servers.filter(({element}) => element.qos === 'tape');
    await Promise.all(tapes.map((server) => self.#makeDetour(server)));
    return self;
  }

  /** Where clients should find the server of an element for a file; undefined if there is none. */
  portOf(number: number, path: string): number | undefined {
    const server = this.#servers.find(({element}) => element.number === number);
    if (server === undefined) return undefined;
    const relayed = this.#of(server.element).some(isRelayed) || this.#tape.isAway(path);
    return relayed ? (this.#detours.get(number)?.door.port ?? server.port) : server.port;
  }

  /** To be called before a client is told to read there. */
  beforeRead({name}: StorageElement, path: string): void {
    if (this.#faults.take((fault) => fault.name === 'se-wrong' && fault.element === name)) {
      this.#damage.spoil(path);
    }
  }

  async stop(): Promise<void> {
    this.#unwatch();
    await this.#work.catch(() => undefined);
    this.#damage.mend(ELEMENTS.map(({root}) => root));
    await Promise.all(
      [...this.#detours.values()].map(({relay, door}) => {
        relay.close();
        return door.close();
      }),
    );
  }

  #of({name}: StorageElement): Fault[] {
    return this.#faults.list().filter((fault) => fault.element === name);
  }

  async #settle(): Promise<void> {
    const sound = this.#servers.filter(
      ({element}) => !this.#of(element).some(({name}) => name === 'se-wrong'),
    );
    this.#damage.mend(sound.map(({element}) => element.root));
    await Promise.all(
      this.#servers.map(async (server) => {
        const active = this.#of(server.element);
        if (active.some(isRelayed)) await this.#makeDetour(server);
        await server.be(conditionOf(active));
      }),
    );
    for (const {relay} of this.#detours.values()) relay.refresh();
  }

  async #makeDetour(server: ElementServer): Promise<void> {
    const {element} = server;
    if (this.#detours.has(element.number)) return;
    const relay = new Relay(
      () => this.#shapeOf(element),
      (asked) => this.#answerTo(element, asked),
    );
    const door = await listen((socket: Socket) => relay.accept(socket, server.port), 0);
    this.#detours.set(element.number, {relay, door});
  }

  /** What is answered in place of the server. */
  #answerTo(element: StorageElement, asked: Asked): Answer | undefined {
    if (asked.kind === 'open') {
      if (asked.toWrite || !this.#tape.isAway(asked.path)) return undefined;
      const waitSeconds = Math.ceil(this.#tape.recall(asked.path) / 1000);
      return waitSeconds === 0 ? undefined : {waitSeconds, message: 'the file is brought back from tape'};
    }
    const full = this.#of(element).find(({name, bytes}) => name === 'se-full' && bytes !== undefined);
    if (full?.bytes === undefined) return undefined;
    const written = (this.#written.get(full) ?? 0) + asked.bytes;
    if (written > full.bytes) return {error: NO_SPACE, message: 'Unable to write; no space left on device'};
    this.#written.set(full, written);
    return undefined;
  }

  #shapeOf(element: StorageElement): Shape {
    const faults = this.#of(element);
    const find = (wanted: FaultName): Fault | undefined => faults.find(({name}) => name === wanted);
    return {
      roundTrip: find('se-latency')?.time ?? 0,
      rate: find('se-slow')?.bytes,
      hangAfter: find('se-hang')?.bytes,
    };
  }
}

function isRelayed({name, bytes}: Fault): boolean {
  return RELAYED.includes(name) || (name === 'se-full' && bytes !== undefined);
}

function conditionOf(active: readonly Fault[]): Condition {
  if (active.some(({name}) => name === 'se-down')) return 'down';
  return active.some(({name, bytes}) => name === 'se-full' && bytes === undefined) ? 'full' : 'up';
}
