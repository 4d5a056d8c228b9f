import {Args} from '@oclif/core';
import {AlienCommand} from '../../../lib/cli/base/alien-command.ts';
import {settingNamed} from '../../../lib/cli/words/setting-argument.ts';
import {changeSetting} from '../../../lib/settings/change.ts';
import {isPutAside} from '../../../lib/settings/configured-settings.ts';

export default class ConfigSet extends AlienCommand {
  static override description = 'Keep a setting in the configuration file.';
  static override examples = [
    '<%= config.bin %> <%= command.id %> server.host localhost',
    '<%= config.bin %> <%= command.id %> log.debug true',
  ];
  static override readonly completes = {name: 'setting'} as const;
  static override args = {
    name: Args.string({required: true, description: 'see "alien config list"'}),
    value: Args.string({required: true, description: 'the new value'}),
  };

  protected async execute(): Promise<void> {
    const {args} = await this.parse(ConfigSet);
    const setting = settingNamed(args.name);
    changeSetting(setting, args.value, this.context.env, this.context.cwd);
    this.out.result({name: setting.name, value: args.value});
    if (!isPutAside(setting, this.context.env)) return;
    const variables = [setting.variable, ...(setting.yieldsTo ?? [])];
    const [first = setting.variable] = variables.filter((name) => this.context.env[name] !== undefined);
    this.out.note(`It has no effect now: the variable ${first} is set and overrides the file.`);
  }
}
