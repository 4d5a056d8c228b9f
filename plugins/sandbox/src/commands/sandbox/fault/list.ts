import {AlienCommand} from '@alien-grid/cli/command';
import {selection} from '../../selection.ts';

export default class SandboxFaultList extends AlienCommand {
  static override readonly shape = 'faults';
  static override description = 'List what goes wrong in a sandbox at present, the oldest first.';
  static override examples = ['<%= config.bin %> sandbox fault list'];
  static override flags = {
    ...selection,
  };

  protected async execute(): Promise<void> {
    const {flags} = await this.parse(SandboxFaultList);
    const {listFaults} = await import('../../../box/orders.ts');
    const {describeFault} = await import('../../../faults/describe.ts');
    const faults = await listFaults(flags);
    if (this.isJson) return this.out.json(faults);
    for (const fault of faults) this.out.line(describeFault(fault));
    if (faults.length === 0) this.out.note('Nothing goes wrong.');
  }
}
