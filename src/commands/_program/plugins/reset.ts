import {rmSync} from 'node:fs';
import {join} from 'node:path';
import {Flags} from '@oclif/core';
import {AlienCommand} from '../../../lib/cli/base/alien-command.ts';
import {callInstaller} from '../../../lib/cli/programs/installer.ts';
import {keepManifests, type UserPlugin, userPlugins} from '../../../lib/cli/programs/user-plugins.ts';

/** What npm and the installer keep in the data directory. */
const KEPT = ['node_modules', 'package.json', 'package-lock.json'];

export default class PluginsReset extends AlienCommand {
  static override description = 'Remove all plugins that you have installed or linked.';
  static override examples = ['<%= config.bin %> plugins reset --reinstall'];
  static override flags = {
    hard: Flags.boolean({description: 'delete all that npm has left in their directory, without npm'}),
    reinstall: Flags.boolean({description: 'install and link them again'}),
  };

  protected async execute(): Promise<void> {
    const {flags} = await this.parse(PluginsReset);
    const {dataDir} = this.config;
    const plugins = userPlugins(dataDir);
    if (flags.hard) for (const name of KEPT) rmSync(join(dataDir, name), {recursive: true, force: true});
    for (const plugin of plugins) {
      if (!flags.hard) await this.#call('uninstall', plugin, [plugin.name]);
      const {name, type} = plugin;
      if (!flags.reinstall) this.out.result({name, type}, `Removed ${name}`);
    }
    if (!flags.reinstall) return;
    for (const plugin of plugins) {
      const {name, type, tag = 'latest', url, root = ''} = plugin;
      if (type === 'link') await this.#call('link', plugin, [root, '--no-install']);
      else await this.#call('install', plugin, [url ?? `${name}@${tag}`]);
      this.out.result({name, type}, `Installed ${name} again`);
    }
    await keepManifests(dataDir);
  }

  #call(deed: 'install' | 'link' | 'uninstall', {name}: UserPlugin, words: readonly string[]): Promise<void> {
    return callInstaller(deed, words, {config: this.config, subject: name});
  }
}
