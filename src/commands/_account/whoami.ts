import {Flags} from '@oclif/core';
import {RelayCommand} from '../../lib/cli/relay/relay-command.ts';
import {serverOptions} from '../../lib/cli/relay/server-options.ts';

export default class Whoami extends RelayCommand {
  static override description = 'Show under which account you work on the grid.';
  static override examples = ['<%= config.bin %> whoami -v'];
  static override flags = {
    verbose: Flags.boolean({char: 'v', description: 'roles, certificate, address and home too'}),
  };

  protected async execute(): Promise<void> {
    const {flags} = await this.parse(Whoami);
    await this.relay('whoami', serverOptions({v: flags.verbose}), flags.json);
  }
}
