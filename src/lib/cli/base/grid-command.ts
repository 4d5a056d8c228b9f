import type {Requester} from '../../session/requester.ts';
import {AlienCommand} from './alien-command.ts';

/** The base of commands that talk to the grid. */
export abstract class GridCommand extends AlienCommand {
  /** The session of this run. It connects with the first request. */
  protected get grid(): Requester {
    return this.context.session;
  }

  /** Several connections behind one requester, for work that asks much. Closed at the end of the run. */
  protected openPool(size: number): Requester {
    return this.context.openPool(size);
  }
}
