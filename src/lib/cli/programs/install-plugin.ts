import type {Interfaces} from '@oclif/core';
import {InternalError} from '../../errors/errors.ts';
import {callInstaller} from './installer.ts';
import {packPlugin} from './pack-plugin.ts';
import {keepManifests, type UserPlugin, userPlugins} from './user-plugins.ts';

/**
 * Install a plugin with npm below the data directory of the program.
 * @param source where it is: on this machine, or by a name that npm finds
 * @param options of oclif's `plugins install`
 * @returns what the list of plugins has of it
 * @throws {UserError} where there is no npm, where npm fails, and where the package is no plugin
 */
export async function installPlugin(
  {config, env}: {readonly config: Interfaces.Config; readonly env: NodeJS.ProcessEnv},
  source: {readonly path: string} | {readonly name: string},
  options: readonly string[],
): Promise<UserPlugin> {
  const {dataDir, root} = config;
  const subject = 'path' in source ? source.path : source.name;
  const name = 'path' in source ? await packPlugin(source.path, {dataDir, root, env}) : source.name;
  await callInstaller('install', [name, ...options], {config, subject});
  await keepManifests(dataDir);
  const installed = userPlugins(dataDir).at(-1); // the installer puts it at the end
  if (installed === undefined) throw new InternalError('The installer keeps no list of plugins.');
  return installed;
}
