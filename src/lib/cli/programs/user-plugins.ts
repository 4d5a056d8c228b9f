import {existsSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join} from 'node:path';
import {type Interfaces, Plugin} from '@oclif/core';
import {UserError} from '../../errors/errors.ts';
import {readPackage} from './pack-plugin.ts';

/** A plugin that the user has added. */
export interface UserPlugin {
  readonly name: string;
  /** `link`: it is used where it is */
  readonly type: 'link' | 'user';
  /** the version or the kind of release that was asked for, of a package from a registry */
  readonly tag?: string;
  /** where it was installed from, otherwise */
  readonly url?: string;
  /** the directory of a linked one */
  readonly root?: string;
}

/** The plugins that the installer has in its list, in the package.json of the data directory. */
export function userPlugins(dataDir: string): readonly UserPlugin[] {
  if (!existsSync(join(dataDir, 'package.json'))) return [];
  const {oclif} = JSON.parse(readPackage(dataDir)) as {oclif?: {plugins?: readonly UserPlugin[]}};
  return oclif?.plugins ?? [];
}

/** Without a manifest, every start of the program would load all commands of the plugin. */
export async function keepManifests(dataDir: string): Promise<void> {
  for (const {name, type} of userPlugins(dataDir)) {
    const root = join(dataDir, 'node_modules', name);
    const path = join(root, 'oclif.manifest.json');
    if (type !== 'user' || existsSync(path) || !existsSync(root)) continue;
    const plugin = new Plugin({name, root, type, ignoreManifest: true, errorOnManifestCreate: true});
    await plugin.load();
    writeFileSync(path, `${JSON.stringify(plugin.manifest, null, 2)}\n`);
  }
}

/** What is told of a plugin that oclif has loaded. */
export interface PluginFacts {
  readonly name: string;
  readonly version: string;
  /** `core`: it comes with the program */
  readonly type: string;
  readonly location: string;
  readonly tag?: string;
}

/** All plugins but the program itself, by name. */
export function loadedPlugins(config: Interfaces.Config): readonly PluginFacts[] {
  const plugins = config
    .getPluginsList()
    .filter(({root}) => root !== config.root)
    .map(({name, version, type, root: location, tag}) => ({
      ...{name, version, type, location},
      ...(tag !== undefined && tag !== 'latest' && {tag}),
    }));
  return plugins.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * A plugin that oclif has loaded, by its name.
 * @throws {UserError} 2 where there is none
 */
export function loadedPlugin(config: Interfaces.Config, name: string): Interfaces.Plugin {
  const found = config.getPluginsList().find((plugin) => plugin.name === name);
  if (found === undefined) throw noPlugin(name);
  return found;
}

/** What is said of a name that no plugin has. */
export function noPlugin(name: string): UserError {
  return new UserError(`There is no plugin ${name}.`, {
    code: 'NO_SUCH_FILE',
    next: ['"alien plugins" lists them; those that come with the program, with --core.'],
  });
}

/** What a plugin needs of other packages, and the versions that it gets; undefined: it is not installed. */
export function dependenciesOf({root, pjson}: Interfaces.Plugin): readonly {
  readonly name: string;
  readonly range: string;
  readonly version: string | undefined;
}[] {
  const places = createRequire(join(root, 'package.json')).resolve.paths('x') ?? [];
  const wanted = Object.entries(pjson.dependencies ?? {});
  return wanted.map(([name, range]) => {
    const place = places
      .map((modules) => join(modules, name))
      .find((path) => existsSync(join(path, 'package.json')));
    const facts = place === undefined ? {} : (JSON.parse(readPackage(place)) as {version?: string});
    return {name, range, version: facts.version};
  });
}
