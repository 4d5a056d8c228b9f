import {Args, Flags} from '@oclif/core';
import {AlienCommand} from '../../lib/cli/base/alien-command.ts';
import {AlienHelp} from '../../lib/cli/help/alien-help.ts';

export default class HelpCommand extends AlienCommand {
  static override description =
    'Show the help of a command, or of the whole. "alien help concepts" explains the words of the grid.';
  static override examples = [
    '<%= config.bin %> help',
    '<%= config.bin %> help --all',
    '<%= config.bin %> help cp',
    '<%= config.bin %> help concepts',
  ];
  static override strict = false;
  static override args = {
    command: Args.string({description: 'a command, or "concepts"', ignoreStdin: true}),
  };
  static override flags = {
    all: Flags.boolean({char: 'a', description: 'all commands, with what each does'}),
    'nested-commands': Flags.boolean({
      char: 'n',
      description: 'all commands, those of several words too',
    }),
  };

  protected async execute(): Promise<void> {
    const {argv, flags} = await this.parse(HelpCommand);
    const all = flags['nested-commands'];
    await new AlienHelp(this.config, {all}).showHelp([...argv, ...(flags.all || all ? ['--all'] : [])]);
  }
}
