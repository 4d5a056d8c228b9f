import {Flags} from '@oclif/core';
import {AlienCommand} from '../../lib/cli/base/alien-command.ts';
import {loadedPlugins} from '../../lib/cli/programs/user-plugins.ts';

export default class Plugins extends AlienCommand {
  static override description = 'List the plugins that you have installed: further commands.';
  static override examples = ['<%= config.bin %> plugins', '<%= config.bin %> plugins --core'];
  static override flags = {
    core: Flags.boolean({description: 'list those too that come with the program'}),
  };

  protected async execute(): Promise<void> {
    const {flags} = await this.parse(Plugins);
    const all = loadedPlugins(this.config);
    const shown = flags.core ? all : all.filter(({type}) => type === 'user' || type === 'link');
    if (shown.length === 0 && !this.isJson) this.out.line('No plugins installed.');
    for (const plugin of shown) {
      const {name, version, type, location, tag} = plugin;
      const notes = [
        version,
        ...(type === 'user' ? [] : [`(${type})`]),
        ...(type === 'link' ? [location] : []),
        ...(tag === undefined ? [] : [`(${tag})`]),
      ];
      this.out.result(plugin, [name, ...notes].join(' '));
    }
  }
}
