import {AlienCommand} from '../../../lib/cli/base/alien-command.ts';
import {requireHome} from '../../../lib/files/home.ts';
import {configPath} from '../../../lib/settings/own-file.ts';

export default class ConfigPath extends AlienCommand {
  static override readonly shape = 'path';
  static override description = 'Print where the configuration file is, or would be.';
  static override examples = ['$EDITOR "$(<%= config.bin %> <%= command.id %>)"'];

  protected async execute(): Promise<void> {
    await this.parse(ConfigPath);
    const path = configPath(this.context.env);
    requireHome(path);
    if (this.isJson) this.out.json({path});
    else this.out.line(path);
  }
}
