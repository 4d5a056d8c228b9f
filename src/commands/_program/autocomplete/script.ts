import {Args} from '@oclif/core';
import {AlienCommand} from '../../../lib/cli/base/alien-command.ts';
import {scriptOf} from '../../../lib/cli/completion/install.ts';
import {isShell, SHELLS} from '../../../lib/completion/question.ts';

export default class AutocompleteScript extends AlienCommand {
  static override description =
    'Print what a shell has to read to complete alien, for those who install it for all users or in another place.';
  static override examples = ['<%= config.bin %> <%= command.id %> bash > alien.bash'];
  static override args = {
    shell: Args.string({description: 'which shell', options: [...SHELLS], required: true, ignoreStdin: true}),
  };

  protected async execute(): Promise<void> {
    const {args} = await this.parse(AutocompleteScript);
    if (isShell(args.shell)) this.out.line(scriptOf(args.shell, this.config.root).trimEnd());
  }
}
