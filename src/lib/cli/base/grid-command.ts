import type {Requester} from '../../session/requests/requester.ts';
import type {Storage} from '../../storage/storage.ts';
import {AlienCommand} from './alien-command.ts';
import type {StorageWishes} from './open-storage.ts';

/** The base of commands that talk to the grid. */
export abstract class GridCommand extends AlienCommand {
  /** The session with the central service. It connects with the first request. */
  protected get grid(): Requester {
    return this.context.grid;
  }

  /** Several connections behind one requester, for work that asks much. */
  protected openPool(size: number, requests: number): Requester {
    return this.context.openPool(size, requests);
  }

  /** The storage elements as settings, and flags where there are any, want them used. */
  protected openStorage(wishes?: StorageWishes): Promise<Storage> {
    return this.context.storage(wishes);
  }
}
