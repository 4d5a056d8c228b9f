import {Args, Flags} from '@oclif/core';
import {RelayCommand} from '../../lib/cli/relay/relay-command.ts';
import {serverOptions} from '../../lib/cli/relay/server-options.ts';

export default class Stat extends RelayCommand {
  static override description = 'Show all that the catalogue knows of files, directories or GUIDs.';
  static override examples = [
    '<%= config.bin %> stat data/run1/x.root',
    '<%= config.bin %> stat -v data/run1/x.root',
  ];
  static override strict = false;
  static override args = {name: Args.string({description: 'LFNs or GUIDs', required: true})};
  static override flags = {verbose: Flags.boolean({char: 'v', description: 'the replicas too'})};

  protected async execute(): Promise<void> {
    const {argv, flags} = await this.parse(Stat);
    await this.relay('stat', [...serverOptions({v: flags.verbose}), '--', ...argv], flags.json);
  }
}
