import {UserError} from '@alien-grid/cli';
import type {Faults} from '../faults/faults.ts';
import type {FaultName} from '../faults/kinds.ts';
import type {Fault} from '../faults/read-fault.ts';
import {giveOrder} from './control.ts';
import {requireSandbox} from './existing.ts';
import {layoutOf} from './layout.ts';
import {flagsFor} from './location.ts';
import type {Selection} from './location.ts';
import {lockHolder} from './lock.ts';

/** What a running sandbox can be told. All are answered with a list of faults. */
export type Order =
  | {readonly kind: 'set-fault'; readonly fault: Fault}
  | {
      readonly kind: 'clear-faults';
      readonly name?: FaultName | undefined;
      readonly target?: string | undefined;
    }
  | {readonly kind: 'list-faults'};

const NOT_RUNNING = 3;

/** Executes the orders that come through the control channel of a sandbox. */
export async function obey(faults: Faults, order: Order): Promise<readonly Fault[]> {
  switch (order.kind) {
    case 'set-fault':
      await faults.put(order.fault);
      return [order.fault];
    case 'clear-faults':
      return faults.clear(order.name, order.target);
    case 'list-faults':
      return faults.list();
  }
}

/** Lets something go wrong in a running sandbox. */
export async function setFault(selection: Selection, fault: Fault): Promise<void> {
  await tell(selection, {kind: 'set-fault', fault});
}

/** Ends faults of a running sandbox: all, those of a name, or that of a command or storage element. */
export function clearFaults(selection: Selection, name?: FaultName, target?: string): Promise<Fault[]> {
  return tell(selection, {kind: 'clear-faults', name, target});
}

/** What goes wrong in a running sandbox, the oldest first. */
export function listFaults(selection: Selection): Promise<Fault[]> {
  return tell(selection, {kind: 'list-faults'});
}

async function tell(selection: Selection, order: Order): Promise<Fault[]> {
  const layout = layoutOf(requireSandbox(selection));
  if (lockHolder(layout.lock) === undefined) {
    throw new UserError(`The sandbox \`${selection.name}\` is not running`, {
      exitCode: NOT_RUNNING,
      next: [`Start it: alien sandbox start${flagsFor(selection)}`],
    });
  }
  return (await giveOrder(layout.control, order)) as Fault[];
}
