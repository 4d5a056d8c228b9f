import {Args} from '@oclif/core';
import {AlienCommand} from '../../../lib/cli/base/alien-command.ts';
import {readPackage} from '../../../lib/cli/programs/pack-plugin.ts';
import {dependenciesOf, loadedPlugin} from '../../../lib/cli/programs/user-plugins.ts';

export default class PluginsInspect extends AlienCommand {
  static override description = 'Show of plugins where they are, their commands, and what they depend on.';
  static override examples = ['<%= config.bin %> plugins inspect alien-plugin-largest'];
  static override strict = false;
  static override args = {
    plugin: Args.string({description: 'names of plugins; of the one in this directory: .', default: '.'}),
  };

  protected async execute(): Promise<void> {
    const {argv, args} = await this.parse(PluginsInspect);
    for (const word of argv.length > 0 ? argv : [args.plugin]) this.#show(word === '.' ? this.#own() : word);
  }

  #show(word: string): void {
    const plugin = loadedPlugin(this.config, word);
    const {name, version, type, root: location, commandIDs} = plugin;
    const commands = commandIDs.map((id) => id.replaceAll(':', ' ')).sort();
    const dependencies = dependenciesOf(plugin);
    const needs = dependencies.map(
      (each) => `${each.name} ${each.range} (${each.version ?? 'not installed'})`,
    );
    const rows = [
      ['name', name],
      ['version', version],
      ['type', type],
      ['location', location],
      ['commands', commands.join(', ')],
      ...needs.map((need) => ['needs', need]),
    ];
    const text = rows.map(([key = '', value]) => `${key.padEnd(8)}  ${value}`).join('\n');
    this.out.result({name, version, type, location, commands, dependencies}, text);
  }

  /** The name of the package in the current directory. @throws {UserError} where there is none */
  #own(): string {
    return (JSON.parse(readPackage(this.context.path('.'))) as {name: string}).name;
  }
}
