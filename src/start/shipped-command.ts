import type {Command, Interfaces} from '@oclif/core';
import type {ShippedCommand} from './shipped-table.ts';

/**
 * A command that came with the program: what a start asks of it is known, all else is looked up when it is asked for.
 * @param id what was typed, its name or an alias
 * @param details what the manifest says of it
 */
export function shippedCommand(
  id: string,
  entry: ShippedCommand,
  plugin: Interfaces.Plugin,
  details: () => Command.Loadable,
): Command.Loadable {
  const known = {
    id,
    pluginName: entry.plugin,
    hasOperands: entry.hasOperands,
    load: async () => plugin.findCommand(entry.id, {must: true}),
  };
  return new Proxy(known, {
    get: (own, key) => Reflect.get(Object.hasOwn(own, key) ? own : details(), key) as unknown,
    has: (own, key) => Object.hasOwn(own, key) || key in details(),
    ownKeys: (own) => [...new Set([...Reflect.ownKeys(own), ...Reflect.ownKeys(details())])],
    getOwnPropertyDescriptor: (own, key) =>
      Object.getOwnPropertyDescriptor(own, key) ?? Object.getOwnPropertyDescriptor(details(), key),
  }) as typeof known & Command.Loadable;
}
