import {existsSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {readFile} from '../../files/read-file.ts';
import {userDirectory} from '../../files/home.ts';
import type {Environment} from '../../settings/environment.ts';
import type {Declared} from './command-models.ts';

const TERMS = {owner: 'trusted', limit: 16 << 20, link: 'follow'} as const;

/** A package.json, as far as it matters here. */
interface Package {
  readonly name?: string;
  readonly version?: string;
  readonly oclif?: {readonly plugins?: readonly (string | UserPlugin)[]};
}

/** A plugin that the user has installed or linked. */
interface UserPlugin {
  readonly name: string;
  /** where it is, if it is linked */
  readonly root?: string;
}

interface Manifest {
  readonly commands?: Readonly<Record<string, Declared>>;
}

/**
 * All commands of the program and its plugins, from their manifests alone: without oclif, which takes longer to load than a
 * person waits for a TAB. Of two commands with one name the first counts: ours.
 * @param root directory of the package
 */
export function declaredCommands(root: string, env: Environment): Declared[] {
  const named = read<Package>(join(root, 'package.json')).oclif?.plugins ?? [];
  const data = join(userDirectory(env, 'data'), 'alien');
  const own = read<Package>(join(data, 'package.json')).oclif?.plugins ?? [];
  const folders = [
    root,
    ...named.map((plugin) => folderOf(root, nameOf(plugin))),
    ...own.map((plugin) =>
      typeof plugin !== 'string' && plugin.root !== undefined ? plugin.root : folderOf(data, nameOf(plugin)),
    ),
  ];
  const found = new Map<string, Declared>();
  for (const folder of folders) {
    if (folder === undefined) continue;
    const {commands = {}} = read<Manifest>(join(folder, 'oclif.manifest.json'));
    for (const command of Object.values(commands)) if (!found.has(command.id)) found.set(command.id, command);
  }
  return [...found.values()];
}

/** How the program calls itself to the service: as oclif has it. */
export function programAgent(root: string): string {
  const {name, version} = read<Package>(join(root, 'package.json'));
  return `${name}/${version} ${process.platform}-${process.arch} node-${process.version}`;
}

function nameOf(plugin: string | UserPlugin): string {
  return typeof plugin === 'string' ? plugin : plugin.name;
}

/** Where a package is that one in `from` uses. */
function folderOf(from: string, name: string): string | undefined {
  for (let at = from; ; at = dirname(at)) {
    const folder = join(at, 'node_modules', name);
    if (existsSync(folder)) return folder;
    if (at === dirname(at)) return undefined;
  }
}

/** @returns an empty object for what cannot be read: then it adds nothing */
function read<T extends object>(path: string): Partial<T> {
  try {
    const value: unknown = JSON.parse(readFile(path, TERMS).bytes.toString());
    // What is in them is made by oclif and npm.
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
