import {RelayCommand} from '../../lib/cli/relay/relay-command.ts';

export default class Pwd extends RelayCommand {
  static override description =
    'Print the current directory on the grid. Every command starts in your home there.';
  static override examples = ['<%= config.bin %> pwd'];

  protected async execute(): Promise<void> {
    const {flags} = await this.parse(Pwd);
    await this.relay('pwd', [], flags.json);
  }
}
