import {Args} from '@oclif/core';
import {AlienCommand} from '../../../lib/cli/base/alien-command.ts';
import {settingNamed} from '../../../lib/cli/words/setting-argument.ts';
import {forgetSetting} from '../../../lib/settings/change.ts';

export default class ConfigUnset extends AlienCommand {
  static override description =
    'Remove a setting from the configuration file, so that its default holds again.';
  static override examples = ['<%= config.bin %> <%= command.id %> server.host'];
  static override readonly completes = {name: 'setting'} as const;
  static override args = {name: Args.string({required: true, description: 'a name in the file'})};

  protected async execute(): Promise<void> {
    const {args} = await this.parse(ConfigUnset);
    // the file may hold names that are not settings: they can be removed too
    if (!forgetSetting(args.name, this.context.env)) settingNamed(args.name);
    this.out.result({name: args.name});
  }
}
