import {realpathSync} from 'node:fs';
import {findPackageJSON} from 'node:module';
import {dirname, join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {type Interfaces, Plugin} from '@oclif/core';
import {COMMANDS} from 'alien:commands';
import {hooks} from '../hooks/hooks.ts';
import {InternalError} from '../lib/errors/errors.ts';
import {lazily} from './lazily.ts';
import {readPackageFile, type ShippedPlugin} from './shipped-table.ts';

type Commands = Interfaces.Plugin['commands'];

/**
 * A plugin that comes with the program, as oclif would load it; but where it is, its package.json and its manifest are
 * looked for when they are asked for. Most commands never ask.
 * @param root of the program
 */
export function shippedPlugin(entry: ShippedPlugin, root: string): Plugin {
  const plugin = new Plugin({name: entry.name, root, type: TYPE});
  lazily(plugin, 'root', () => rootOf(entry.name, root));
  return filled(plugin, entry);
}

/** The same for the program itself, whose commands are in this bundle. @param root of the program */
export function ownPlugin(entry: ShippedPlugin, root: string): Plugin {
  const plugin = new Plugin({root, isRoot: true, type: TYPE});
  const paths = Object.values(entry.hooks).flatMap((hooks) => hooks.map(({target}) => join(root, target)));
  const inBundle = (path: string): typeof hooks | undefined => (paths.includes(path) ? hooks : undefined);
  return filled(Object.assign(plugin, {root, isRoot: true, commandCache: COMMANDS, inBundle}), entry);
}

/** What oclif calls plugins that come with a program. */
const TYPE = 'core';

function filled(plugin: Plugin, entry: ShippedPlugin): Plugin {
  Object.assign(plugin, entry, {alias: entry.name, type: TYPE, valid: true, hasManifest: true});
  lazily(plugin, 'pjson', () => readPackageFile(plugin.root, 'package.json') as Interfaces.PJSON);
  lazily(plugin, 'version', () => plugin.pjson.version);
  lazily(plugin, 'manifest', () => readPackageFile(plugin.root, 'oclif.manifest.json') as Plugin['manifest']);
  lazily(plugin, 'commands', () => (isThere(plugin) ? commandsOf(plugin) : []));
  return plugin;
}

/** Without one of its plugins the program does what it can, as with oclif. */
function isThere(plugin: Plugin): boolean {
  try {
    return plugin.manifest !== undefined;
  } catch {
    return false;
  }
}

/** As `Plugin.load` of oclif makes them. */
function commandsOf(plugin: Plugin): Commands {
  return Object.entries(plugin.manifest.commands)
    .map(([id, command]) => ({
      ...command,
      load: async () => plugin.findCommand(id, {must: true}),
      pluginAlias: plugin.alias,
      pluginType: plugin.type,
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function rootOf(name: string, root: string): string {
  const path = findPackageJSON(name, pathToFileURL(join(root, 'package.json')));
  if (path === undefined) throw new InternalError(`${name} is not installed.`);
  return dirname(realpathSync(path));
}
