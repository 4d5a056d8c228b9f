import type {Socket} from 'node:net';
import {ELEMENTS} from '../catalogue/elements.ts';
import type {StorageElement} from '../catalogue/elements.ts';
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

interface Detour {
  readonly relay: Relay;
  readonly door: Listening;
}

/** Keeps the storage elements as the faults of a sandbox say. */
export class StorageFaults {
  readonly #faults: Faults;
  readonly #servers: readonly ElementServer[];
  readonly #damage: Damage;
  /** By number of the element; kept until the end, since clients may hold addresses of theirs. */
  readonly #detours = new Map<number, Detour>();
  readonly #unwatch: () => void;
  #work: Promise<void> = Promise.resolve();

  constructor(faults: Faults, servers: readonly ElementServer[], storageFolder: string) {
    this.#faults = faults;
    this.#servers = servers;
    this.#damage = new Damage(storageFolder);
    // The process before may have died.
    this.#damage.mend(ELEMENTS.map(({root}) => root));
    this.#unwatch = faults.watch(() => {
      // One change after the other; a failure of the one before is not this one's.
      this.#work = this.#work.catch(() => undefined).then(() => this.#settle());
      return this.#work;
    });
  }

  /** Where clients shall find the server of an element; undefined if there is none. */
  portOf(number: number): number | undefined {
    const server = this.#servers.find(({element}) => element.number === number);
    if (server === undefined) return undefined;
    const relayed = this.#of(server.element).some(({name}) => RELAYED.includes(name));
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
        const names = this.#of(server.element).map(({name}) => name);
        if (names.some((name) => RELAYED.includes(name))) await this.#makeDetour(server);
        await server.be(conditionOf(names));
      }),
    );
    for (const {relay} of this.#detours.values()) relay.refresh();
  }

  async #makeDetour(server: ElementServer): Promise<void> {
    const {element} = server;
    if (this.#detours.has(element.number)) return;
    const relay = new Relay(() => this.#shapeOf(element));
    const door = await listen((socket: Socket) => relay.accept(socket, server.port), 0);
    this.#detours.set(element.number, {relay, door});
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

function conditionOf(names: readonly FaultName[]): Condition {
  if (names.includes('se-down')) return 'down';
  return names.includes('se-full') ? 'full' : 'up';
}
