import {AlienCommand, Args} from '@alien-grid/cli/command';
import {selection} from '../../selection.ts';

export default class SandboxFaultClear extends AlienCommand {
  static override description = 'End faults of a sandbox: all of them, or those that are named.';
  static override examples = [
    '<%= config.bin %> sandbox fault clear',
    '<%= config.bin %> sandbox fault clear silence',
    '<%= config.bin %> sandbox fault clear silence find',
  ];
  static override args = {
    fault: Args.string({description: 'Only faults of this name.'}),
    target: Args.string({description: 'Only that of this command or storage element.'}),
  };
  static override flags = selection;

  protected async execute(): Promise<void> {
    const {args, flags} = await this.parse(SandboxFaultClear);
    const {requireKind} = await import('../../../faults/read-fault.ts');
    const {clearFaults} = await import('../../../box/orders.ts');
    const {describeFault} = await import('../../../faults/describe.ts');
    const name = args.fault === undefined ? undefined : requireKind(args.fault).name;
    const ended = await clearFaults(flags, name, args.target);
    for (const fault of ended) this.out.result(fault, `Over: ${describeFault(fault)}`);
    if (ended.length === 0) this.out.note('There was nothing to clear.');
  }
}
