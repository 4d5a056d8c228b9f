import {AlienCommand} from '../../lib/cli/base/alien-command.ts';

export default class Exitcode extends AlienCommand {
  static override description =
    'Print the exit code of the command before, in a line, a batch or a shell, and end with it. "$?" does the same.';
  static override examples = ["<%= config.bin %> 'stat results; exitcode'"];

  protected async execute(): Promise<void> {
    await this.parse(Exitcode);
    const {lastCode} = this.context.series;
    this.out.result({exitCode: lastCode}, String(lastCode));
    this.setExitCode(lastCode);
  }
}
