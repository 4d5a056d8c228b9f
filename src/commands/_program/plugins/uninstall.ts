import {Args, Flags} from '@oclif/core';
import {AlienCommand} from '../../../lib/cli/base/alien-command.ts';
import {callInstaller} from '../../../lib/cli/programs/installer.ts';
import {noPlugin, userPlugins} from '../../../lib/cli/programs/user-plugins.ts';

export default class PluginsUninstall extends AlienCommand {
  static override description =
    'Remove plugins: those that you have installed, and links to those that you write.';
  static override aliases = ['plugins:unlink', 'plugins:remove'];
  static override examples = ['<%= config.bin %> plugins uninstall alien-plugin-largest'];
  static override strict = false;
  static override args = {
    plugin: Args.string({description: 'names of plugins; of the one in this directory: .', default: '.'}),
  };
  static override flags = {
    verbose: Flags.boolean({char: 'v', description: 'show all that npm prints'}),
  };

  protected async execute(): Promise<void> {
    const {argv, args, flags} = await this.parse(PluginsUninstall);
    const {config} = this;
    const options = flags.verbose ? ['--verbose'] : [];
    for (const word of argv.length > 0 ? argv : [args.plugin]) {
      const place = this.context.path(word);
      const found = userPlugins(config.dataDir).find(({name, root}) => name === word || root === place);
      if (found === undefined) throw noPlugin(word);
      await callInstaller('uninstall', [found.name, ...options], {config, subject: word});
      this.out.result({name: found.name, type: found.type});
    }
  }
}
