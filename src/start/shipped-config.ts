import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {type Command, Config, type Interfaces} from '@oclif/core';
import {shippedCommand} from './shipped-command.ts';
import {ownPlugin, shippedPlugin} from './shipped-plugin.ts';
import {readShippedTable, type ShippedTable} from './shipped-table.ts';

type Options = ConstructorParameters<typeof Config>[0];

/**
 * What oclif knows of the program, its plugins and their commands. Where there are no plugins but those that come with
 * it, that was found out when the program was built; with plugins of the user's own oclif looks for itself.
 */
export async function loadConfig(options: Options): Promise<Config> {
  const table = readShippedTable(options.root);
  if (table === undefined) return Config.load(options);
  const config = new ShippedConfig(options, table);
  await config.load();
  const isRight = table.version === config.version && !existsSync(join(config.dataDir, 'package.json'));
  return isRight ? config : Config.load(options);
}

/** The same with other options, for a further command: plugins are not looked for again. */
export async function configLike(config: Interfaces.Config, options: Options): Promise<Config> {
  const {plugins} = config;
  if (!(config instanceof ShippedConfig)) return Config.load({...options, plugins});
  const next = new ShippedConfig({...options, plugins}, config.table);
  await next.load();
  return next;
}

/** Knows what the build has found out. The tables of oclif itself are filled when one of them is asked for. */
class ShippedConfig extends Config {
  readonly table: ShippedTable;

  constructor(options: Options, table: ShippedTable) {
    super({...options, plugins: options.plugins ?? pluginsOf(table, options.root)});
    this.table = table;
    for (const name of ['_commands', '_topics'])
      Object.defineProperty(this, name, {configurable: true, get: () => this.#filled(name)});
  }

  override async loadPluginsAndCommands(options?: {force: boolean}): Promise<void> {
    if (options?.force) return super.loadPluginsAndCommands(options);
    this.plugins = this.options.plugins ?? this.plugins;
  }

  override get commandIDs(): string[] {
    return Object.keys(this.table.commands);
  }

  override findCommand(id: string, options: {must: true}): Command.Loadable;
  override findCommand(id: string, options?: {must: boolean}): Command.Loadable | undefined;
  override findCommand(id: string, options = {must: false}): Command.Loadable | undefined {
    const entry = Object.hasOwn(this.table.commands, id) ? this.table.commands[id] : undefined;
    const plugin = this.plugins.get(entry?.plugin ?? '');
    if (entry && plugin) return shippedCommand(id, entry, plugin, () => super.findCommand(id, {must: true}));
    return options.must ? super.findCommand(id, {must: true}) : undefined;
  }

  override findTopic(id: string, options: {must: true}): Interfaces.Topic;
  override findTopic(id: string, options?: {must: boolean}): Interfaces.Topic | undefined;
  override findTopic(id: string, options = {must: false}): Interfaces.Topic | undefined {
    return options.must || this.table.topics.includes(id) ? super.findTopic(id, {must: true}) : undefined;
  }

  override async runHook<T extends keyof Interfaces.Hooks, P extends Interfaces.Hooks = Interfaces.Hooks>(
    event: T,
    options: P[T]['options'],
    timeout?: number,
    captureErrors?: boolean,
  ): Promise<Interfaces.Hook.Result<P[T]['return']>> {
    const isAwaited = [...this.plugins.values()].some(({hooks}) => hooks[event as string] !== undefined);
    return isAwaited
      ? super.runHook<T, P>(event, options, timeout, captureErrors)
      : {successes: [], failures: []};
  }

  /** Do what oclif does with each plugin as it is loaded. */
  #filled(name: string): unknown {
    for (const each of ['_commands', '_topics'])
      Object.defineProperty(this, each, {value: new Map(), writable: true, configurable: true});
    for (const step of ['loadCommands', 'loadTopics']) {
      const take = Reflect.get(this, step) as (plugin: Interfaces.Plugin) => void;
      for (const plugin of this.plugins.values()) take.call(this, plugin);
    }
    return Reflect.get(this, name);
  }
}

function pluginsOf({plugins}: ShippedTable, root: string): Map<string, Interfaces.Plugin> {
  const made = plugins.map((entry, index) =>
    index === 0 ? ownPlugin(entry, root) : shippedPlugin(entry, root),
  );
  return new Map(made.map((plugin) => [plugin.name, plugin]));
}
