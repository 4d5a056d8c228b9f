import {existsSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {type Interfaces, Plugin} from '@oclif/core';
import {InternalError, UserError} from '../../errors/errors.ts';
import {noNpm, notPlugin, packPlugin, readPackage} from './pack-plugin.ts';

const INSTALLER = '@oclif/plugin-plugins';

/**
 * Install a plugin with npm below the data directory of the program.
 * @param source where it is: on this machine, or by a name that npm finds
 * @param options of oclif's `plugins install`
 * @throws {UserError} where there is no npm, where npm fails, and where the package is no plugin
 */
export async function installPlugin(
  {config, env}: {readonly config: Interfaces.Config; readonly env: NodeJS.ProcessEnv},
  source: {readonly path: string} | {readonly name: string},
  options: readonly string[],
): Promise<void> {
  const installer = config.plugins.get(INSTALLER);
  const command = await installer?.findCommand('plugins:install', {must: true});
  if (installer === undefined || command === undefined)
    throw new InternalError(`${INSTALLER} is not installed.`);
  const {dataDir} = config;
  const shown = 'path' in source ? source.path : source.name;
  const name =
    'path' in source ? await packPlugin(source.path, {dataDir, installer: installer.root, env}) : source.name;
  try {
    await command.run([name, ...options], config);
    await keepManifests(dataDir);
  } catch (error) {
    throw refusal(error, shown);
  }
}

function refusal(error: unknown, source: string): UserError {
  const text = error instanceof Error ? error.message : String(error);
  if (text.includes('not found: npm')) return noNpm(error);
  if (text.includes('plugin is invalid')) return notPlugin(source, error);
  return new UserError(`${source} was not installed: ${text}`, {
    code: 'FAILED',
    next: ['"--verbose" shows all that npm prints.'],
    cause: error,
  });
}

/** Without a manifest, every start of the program would load all commands of the plugin. */
async function keepManifests(dataDir: string): Promise<void> {
  const {oclif} = JSON.parse(readPackage(dataDir)) as PluginList;
  for (const {name, type} of oclif.plugins) {
    const root = join(dataDir, 'node_modules', name);
    const path = join(root, 'oclif.manifest.json');
    if (type !== 'user' || existsSync(path)) continue;
    const plugin = new Plugin({name, root, type, ignoreManifest: true, errorOnManifestCreate: true});
    await plugin.load();
    writeFileSync(path, `${JSON.stringify(plugin.manifest, null, 2)}\n`);
  }
}

/** What the installer keeps in the package.json of the data directory. */
interface PluginList {
  readonly oclif: {readonly plugins: readonly {readonly name: string; readonly type: string}[]};
}
