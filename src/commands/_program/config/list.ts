import {AlienCommand} from '../../../lib/cli/base/alien-command.ts';
import {unknownSettingNotes} from '../../../lib/cli/words/setting-argument.ts';
import {findSetting} from '../../../lib/settings/settings.ts';
import {effectiveSettings, typedValue} from '../../../lib/settings/effective.ts';
import {lookAtConfiguration} from '../../../lib/settings/configured-settings.ts';

export default class ConfigList extends AlienCommand {
  static override readonly shape = 'settings';
  static override description = 'Show all settings: what is in force and where it comes from.';
  static override examples = ['<%= config.bin %> <%= command.id %>'];

  protected async execute(): Promise<void> {
    await this.parse(ConfigList);
    const {file, problem} = lookAtConfiguration(this.context.env);
    const settings = effectiveSettings(file, this.context.env);
    if (this.isJson) {
      this.out.json(
        settings.map((setting) => ({
          ...setting,
          value: typedValue(findSetting(setting.name), setting.value),
        })),
      );
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
