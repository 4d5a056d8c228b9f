import {Args, Flags} from '@oclif/core';
import {AlienCommand} from '../../../lib/cli/base/alien-command.ts';
import {installPlugin} from '../../../lib/cli/programs/install-plugin.ts';
import {localPlugin} from '../../../lib/cli/words/plugin-source.ts';

export default class PluginsInstall extends AlienCommand {
  static override description =
    'Install plugins: further commands. From a directory, a tarball, or a package registry.';
  static override aliases = ['plugins:add'];
  static override examples = [
    '<%= config.bin %> plugins install ./my-plugin',
    '<%= config.bin %> plugins install my-plugin-1.0.0.tgz',
    '<%= config.bin %> plugins install my-plugin@1.0.0',
  ];
  static override strict = false;
  static override readonly completes = {plugin: 'local-directory'} as const;
  static override args = {
    plugin: Args.string({description: 'directories, tarballs, names of packages', required: true}),
  };
  static override flags = {
    force: Flags.boolean({char: 'f', description: 'download again what npm has in its cache'}),
    silent: Flags.boolean({char: 's', description: 'show nothing that npm prints', exclusive: ['verbose']}),
    verbose: Flags.boolean({char: 'v', description: 'show all that npm prints'}),
  };

  protected async execute(): Promise<void> {
    const {argv, flags} = await this.parse(PluginsInstall);
    const sources = argv.map((name) => {
      const path = localPlugin(name, (local) => this.context.path(local));
      return path === undefined ? {name} : {path};
    });
    const options = Object.entries(flags).flatMap(([name, isSet]) => (isSet ? [`--${name}`] : []));
    const around = {config: this.config, env: this.context.env};
    for (const source of sources) this.out.result(await installPlugin(around, source, options));
  }
}
