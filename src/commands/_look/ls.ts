import {Args, Flags} from '@oclif/core';
import {RelayCommand} from '../../lib/cli/relay/relay-command.ts';
import {serverOptions} from '../../lib/cli/relay/server-options.ts';

export default class Ls extends RelayCommand {
  static override description = 'List grid directories and files. Directories end with a slash.';
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> /alice/data/2024',
    "<%= config.bin %> <%= command.id %> 'results/*.root'",
  ];
  static override strict = false;
  static override args = {
    name: Args.string({
      description: 'names on the grid, wildcards * and ? allowed; your home if there is none',
    }),
  };
  static override flags = {
    long: Flags.boolean({char: 'l', description: 'permissions, owner, size and time too'}),
    all: Flags.boolean({char: 'a', description: 'names that begin with a dot too'}),
    human: Flags.boolean({char: 'H', description: 'sizes for people (implies -l)'}),
    classify: Flags.boolean({char: 'F', description: 'a slash behind directories (always on)', hidden: true}),
    full: Flags.boolean({char: 'c', description: 'full names'}),
    guid: Flags.boolean({char: 'b', description: 'GUIDs of the files'}),
  };

  /** Letters that are always given to the service. */
  protected readonly always: readonly string[] = ['-F'];

  protected async execute(): Promise<void> {
    const {argv, flags} = await this.parse(Ls);
    const letters = serverOptions({
      l: flags.long,
      a: flags.all,
      H: flags.human,
      c: flags.full,
      b: flags.guid,
    });
    await this.relay('ls', [...this.always, ...letters, '--', ...argv], flags.json);
  }
}
