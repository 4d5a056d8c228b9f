import {Args} from '@oclif/core';
import {AlienCommand} from '../../../lib/cli/base/alien-command.ts';
import {settingNamed} from '../../../lib/cli/words/setting-argument.ts';
import {forgetSetting} from '../../../lib/settings/change.ts';

export default class ConfigUnset extends AlienCommand {
  static override description = 'Take a setting out of the configuration file; what is not in it needs none.';
  static override examples = ['<%= config.bin %> <%= command.id %> server.host'];
  static override args = {name: Args.string({required: true, description: 'a name in the file'})};

  protected async execute(): Promise<void> {
    const {args} = await this.parse(ConfigUnset);
    // also what is no setting, since the file may hold such a name
    if (!forgetSetting(args.name, this.context.env)) settingNamed(args.name);
  }
}
