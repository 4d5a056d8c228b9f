import {Args, Flags} from '@oclif/core';
import {RelayCommand} from '../../lib/cli/relay/relay-command.ts';
import {serverOptions} from '../../lib/cli/relay/server-options.ts';

export default class Mkdir extends RelayCommand {
  static override description = 'Make directories on the grid. One that exists is left as it is.';
  static override examples = [
    '<%= config.bin %> mkdir results',
    '<%= config.bin %> mkdir -p results/2024/run1',
  ];
  static override strict = false;
  static override args = {directory: Args.string({description: 'directories to make', required: true})};
  static override flags = {
    parents: Flags.boolean({char: 'p', description: 'make missing parents too'}),
    silent: Flags.boolean({char: 's', description: 'say nothing of failures'}),
  };

  protected async execute(): Promise<void> {
    const {argv, flags} = await this.parse(Mkdir);
    const letters = serverOptions({p: flags.parents, s: flags.silent});
    await this.relay('mkdir', [...letters, '--', ...argv], flags.json);
  }
}
