import {Args} from '@oclif/core';
import {AlienCommand} from '../../../lib/cli/base/alien-command.ts';
import {settingNamed} from '../../../lib/cli/words/setting-argument.ts';
import {inForce, typedValue} from '../../../lib/settings/effective.ts';
import {readConfigFile} from '../../../lib/settings/file.ts';
import {readFromVariable} from '../../../lib/settings/read-setting.ts';
import {UserError} from '../../../lib/errors/errors.ts';

export default class ConfigGet extends AlienCommand {
  static override readonly shape = 'setting';
  static override description = 'Print the value of a setting that is in force: variable, file or default.';
  static override examples = ['<%= config.bin %> <%= command.id %> server.host'];
  static override readonly completes = {name: 'setting'} as const;
  static override args = {name: Args.string({required: true, description: 'see "alien config list"'})};

  protected async execute(): Promise<void> {
    const {args} = await this.parse(ConfigGet);
    const setting = settingNamed(args.name);
    const file = readConfigFile(this.context.env);
    const {value, source} = inForce(setting, file, this.context.env);
    readFromVariable(setting, this.context.env); // throws where that makes no sense
    if (file.problem && source !== setting.variable) throw file.problem;
    if (value === undefined) throw new UserError(`${setting.name} is not set.`, {code: 'NO_SUCH_FILE'});
    if (this.isJson) this.out.json({name: setting.name, value: typedValue(setting, value), source});
    else this.out.line(value);
  }
}
