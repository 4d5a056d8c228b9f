import {Flags} from '@oclif/core';
import {AlienCommand} from '../../../lib/cli/base/alien-command.ts';
import {callInstaller} from '../../../lib/cli/programs/installer.ts';
import {keepManifests} from '../../../lib/cli/programs/user-plugins.ts';

export default class PluginsUpdate extends AlienCommand {
  static override description = 'Bring the plugins that you have installed to their newest versions.';
  static override examples = ['<%= config.bin %> plugins update'];
  static override flags = {
    verbose: Flags.boolean({char: 'v', description: 'show all that npm prints'}),
  };

  protected async execute(): Promise<void> {
    const {flags} = await this.parse(PluginsUpdate);
    const {config} = this;
    await callInstaller('update', flags.verbose ? ['--verbose'] : [], {config, subject: 'Plugins'});
    await keepManifests(config.dataDir);
  }
}
