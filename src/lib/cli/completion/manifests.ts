import {existsSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileMark} from '../../files/file-mark.ts';
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

/** What a file held when it was read. */
interface Known {
  readonly mark: string;
  readonly value: object;
}

/**
 * The program and its plugins by their manifests alone: without oclif, which takes longer to load than a person waits for a
 * TAB. What was read is kept until the file is another one.
 */
export class Manifests {
  readonly #root: string;
  readonly #known = new Map<string, Known>();

  /** @param root directory of the package */
  constructor(root: string) {
    this.#root = root;
  }

  /** All commands. Of two with one name the first counts: ours. */
  commands(env: Environment): Declared[] {
    const root = this.#root;
    const named = this.#read<Package>(join(root, 'package.json')).oclif?.plugins ?? [];
    const data = join(userDirectory(env, 'data'), 'alien');
    const own = this.#read<Package>(join(data, 'package.json')).oclif?.plugins ?? [];
    const folders = [
      root,
      ...named.map((plugin) => folderOf(root, nameOf(plugin))),
      ...own.map((plugin) =>
        typeof plugin !== 'string' && plugin.root !== undefined
          ? plugin.root
          : folderOf(data, nameOf(plugin)),
      ),
    ];
    const found = new Map<string, Declared>();
    for (const folder of folders) {
      if (folder === undefined) continue;
      const {commands = {}} = this.#read<Manifest>(join(folder, 'oclif.manifest.json'));
      for (const command of Object.values(commands))
        if (!found.has(command.id)) found.set(command.id, command);
    }
    return [...found.values()];
  }

  /** How the program calls itself to the service: as oclif has it. */
  get userAgent(): string {
    const {name, version} = this.#read<Package>(join(this.#root, 'package.json'));
    return `${name}/${version} ${process.platform}-${process.arch} node-${process.version}`;
  }

  #read<T extends object>(path: string): Partial<T> {
    const mark = fileMark(path);
    const known = this.#known.get(path);
    // What is in them is made by oclif and npm.
    if (known?.mark === mark) return known.value;
    const value = read(path);
    this.#known.set(path, {mark, value});
    return value;
  }
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
function read(path: string): object {
  try {
    const value: unknown = JSON.parse(readFile(path, TERMS).bytes.toString());
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
