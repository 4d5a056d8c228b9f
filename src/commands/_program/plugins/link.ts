import {Args, Flags} from '@oclif/core';
import {AlienCommand} from '../../../lib/cli/base/alien-command.ts';
import {callInstaller} from '../../../lib/cli/programs/installer.ts';
import {readPlugin} from '../../../lib/cli/programs/pack-plugin.ts';
import {localPlugin} from '../../../lib/cli/words/plugin-source.ts';

export default class PluginsLink extends AlienCommand {
  static override description = 'Use a plugin where it is, while you write it.';
  static override examples = ['<%= config.bin %> plugins link ./my-plugin --no-install'];
  static override readonly completes = {path: 'local-directory'} as const;
  static override args = {
    path: Args.string({description: 'directory of the plugin', default: '.'}),
  };
  static override flags = {
    install: Flags.boolean({
      allowNo: true,
      default: true,
      description: 'install what it depends on, where it has a file of locked versions',
    }),
    verbose: Flags.boolean({char: 'v', description: 'show all that npm prints'}),
  };

  protected async execute(): Promise<void> {
    const {args, flags} = await this.parse(PluginsLink);
    const absolute = this.context.path(args.path);
    const path = localPlugin(absolute, (name) => name) ?? absolute;
    const {name} = readPlugin(path);
    const options = [flags.install ? '--install' : '--no-install', ...(flags.verbose ? ['--verbose'] : [])];
    await callInstaller('link', [path, ...options], {config: this.config, subject: path});
    this.out.result({name, type: 'link', location: path});
  }
}
