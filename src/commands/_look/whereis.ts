import {Args, Flags} from '@oclif/core';
import {RelayCommand} from '../../lib/cli/relay/relay-command.ts';
import {serverOptions} from '../../lib/cli/relay/server-options.ts';

export default class Whereis extends RelayCommand {
  static override description = 'Show on which storage elements a file is, and its PFNs.';
  static override examples = [
    '<%= config.bin %> whereis data/run1/x.root',
    '<%= config.bin %> whereis -r data/run1/member.root',
  ];
  static override args = {name: Args.string({description: 'LFN, or GUID with -g', required: true})};
  static override flags = {
    guid: Flags.boolean({char: 'g', description: 'the name is a GUID'}),
    resolve: Flags.boolean({char: 'r', description: 'follow a member to its archive'}),
    archive: Flags.boolean({
      char: 'l',
      description: 'with -r: the LFN of the archive',
      dependsOn: ['resolve'],
    }),
  };

  protected async execute(): Promise<void> {
    const {args, flags} = await this.parse(Whereis);
    const letters = serverOptions({g: flags.guid, r: flags.resolve, l: flags.archive});
    await this.relay('whereis', [...letters, '--', args.name], flags.json);
  }
}
