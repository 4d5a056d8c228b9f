import {join} from 'node:path';
import {Config} from '@oclif/core';
import {root} from '../setup/root.mjs';
import {putInPlace} from './in-place.mjs';

/**
 * Write down what oclif finds out about the plugins that come with the program: see `ShippedTable` in src/start.
 * The manifests have to be there.
 */
export async function writeShipped() {
  const config = await Config.load({root, userPlugins: false, devPlugins: false});
  const plugins = [...config.plugins.values()].map((plugin) => ({
    name: plugin.name,
    moduleType: plugin.moduleType,
    hooks: plugin.hooks,
    commandIDs: plugin.commandIDs,
    commandDiscoveryOpts: plugin.commandDiscoveryOpts,
  }));
  const commands = config.commands.map((command) => [command.id, entryOf(command, config)]);
  const topics = config.topics.map(({name}) => name);
  const table = {version: config.version, plugins, commands: Object.fromEntries(commands), topics};
  await putInPlace(join(root, 'dist/shipped.json'), `${JSON.stringify(table)}\n`);
}

function entryOf({id, pluginName, args, strict}, config) {
  const {commandIDs, commands} = config.plugins.get(pluginName);
  const origin = commandIDs.includes(id) ? id : commands.find(({aliases}) => aliases.includes(id)).id;
  return {
    id: origin,
    plugin: pluginName,
    hasOperands: strict === false || Object.keys(args ?? {}).length > 0,
  };
}
