import {AlienCommand, Args, Flags} from '@alien-grid/cli/command';
import {FAULTS, usageOf} from '../../faults/kinds.ts';
import {selection} from '../selection.ts';

const WIDTH = Math.max(...FAULTS.map((kind) => usageOf(kind).length));
const TABLE = FAULTS.map((kind) => `  ${usageOf(kind).padEnd(WIDTH)}  ${kind.meaning}`);

export default class SandboxFault extends AlienCommand {
  static override summary =
    'Let something go wrong in a sandbox that runs. Without a fault: list what there is.';
  static override description = [
    'It is there at once, also for clients that are connected, until it is cleared or the sandbox ends.',
    '',
    ...TABLE,
    '',
    'TIME: 30ms, 2s, 15m. BYTES: 500, 64K, 1M. SE: DISK1, or a whole name. FORM: see there. Without COMMAND: all of them.',
  ].join('\n');
  static override examples = [
    '<%= config.bin %> sandbox fault latency 30ms',
    '<%= config.bin %> sandbox fault silence find --count 1',
    '<%= config.bin %> sandbox fault list',
    '<%= config.bin %> sandbox fault clear',
  ];
  static override args = {
    fault: Args.string({description: 'What goes wrong.'}),
    first: Args.string({description: 'Its first argument.'}),
    second: Args.string({description: 'Its second argument.'}),
  };
  static override flags = {
    ...selection,
    count: Flags.integer({min: 1, helpValue: 'N', description: 'Only so many times.'}),
  };

  protected async execute(): Promise<void> {
    const {args, flags} = await this.parse(SandboxFault);
    const words = [args.fault, args.first, args.second].filter((word) => word !== undefined);
    if (words.length === 0)
      return FAULTS.forEach((kind, index) =>
        this.out.result({usage: usageOf(kind), meaning: kind.meaning}, TABLE[index]?.trim()),
      );
    const {readFault} = await import('../../faults/read-fault.ts');
    const {describeFault} = await import('../../faults/describe.ts');
    const {setFault} = await import('../../box/orders.ts');
    const fault = readFault(words, flags.count);
    await setFault(flags, fault);
    this.out.result(fault, `From now on: ${describeFault(fault)}`);
  }
}
