import {Flags} from '@oclif/core';
import {AlienCommand} from '../../../lib/cli/base/alien-command.ts';
import {unknownSettingNotes} from '../../../lib/cli/words/setting-argument.ts';
import {effectiveSettings} from '../../../lib/settings/effective.ts';
import {lookAtConfiguration} from '../../../lib/settings/configured-settings.ts';

export default class ConfigList extends AlienCommand {
  static override description = 'Show all settings: what is in force and where it comes from.';
  static override examples = ['<%= config.bin %> <%= command.id %>'];
  static override flags = {json: Flags.boolean({description: 'as JSON, with descriptions'})};

  protected async execute(): Promise<void> {
    const {flags} = await this.parse(ConfigList);
    const {file, problem} = lookAtConfiguration(this.context.env);
    const settings = effectiveSettings(file, this.context.env);
    if (flags.json) {
      this.out.json(settings.map((setting) => ({...setting, value: setting.value ?? null})));
    } else {
      const rows = settings.map(({name, value = '-', source}) => [name, value, source] as const);
      const wide = (column: 0 | 1): number => Math.max(...rows.map((row) => row[column].length));
      const [names, values] = [wide(0), Math.min(wide(1), 40)];
      for (const [name, value, source] of rows) {
        this.out.line(`${name.padEnd(names)}  ${value.padEnd(values)}  ${source}`);
      }
    }
    for (const note of unknownSettingNotes(file)) this.out.note(note);
    if (problem) throw problem;
  }
}
