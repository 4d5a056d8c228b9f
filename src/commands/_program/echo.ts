import {RelayCommand} from '../../lib/cli/relay/relay-command.ts';

export default class Echo extends RelayCommand {
  static override description =
    'Let the central service repeat words, whatever they are: a test of the connection.';
  static override usage = '<%= command.id %> [WORD...] [--json]';
  static override examples = ['<%= config.bin %> echo hello'];
  static override strict = false;

  protected async execute(): Promise<void> {
    const words = this.argv.filter((word) => word !== '--json'); // the rest is none of ours, `-x` and "" neither
    await this.relay('echo', words);
  }
}
