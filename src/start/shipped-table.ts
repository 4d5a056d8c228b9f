import {join} from 'node:path';
import type {Interfaces} from '@oclif/core';
import {readFile} from '../lib/files/read-file.ts';

/** What a start has to know of the plugins that come with the program. The build asks oclif and writes it down. */
export interface ShippedTable {
  /** of the package that this was written for */
  readonly version: string;
  /** in the order in which oclif asks them; the first one is the program itself */
  readonly plugins: readonly ShippedPlugin[];
  /** by what is typed, aliases too: `sandbox:start` */
  readonly commands: Readonly<Record<string, ShippedCommand>>;
  /** names of topics; each command that is not hidden is one too */
  readonly topics: readonly string[];
}

/** What `oclif.manifest.json` and `package.json` of a plugin say that has to be known at each start. */
export interface ShippedPlugin {
  readonly name: string;
  readonly moduleType: Interfaces.Plugin['moduleType'];
  readonly hooks: Interfaces.Plugin['hooks'];
  readonly commandIDs: string[];
  /** how oclif finds its commands */
  readonly commandDiscoveryOpts: unknown;
}

export interface ShippedCommand {
  /** its name; another one than what was typed for an alias */
  readonly id: string;
  /** name of the plugin */
  readonly plugin: string;
  readonly hasOperands: boolean;
}

/** More than any of these files needs. */
const MAX_BYTES = 64 << 20;

/** Read a JSON file of an installed package. @throws {UnreadableFile} */
export function readPackageFile(root: string, name: string): unknown {
  const {bytes} = readFile(join(root, name), {owner: 'anyone', limit: MAX_BYTES, link: 'follow'});
  return JSON.parse(bytes.toString());
}

/** @returns undefined where the build has not made it yet */
export function readShippedTable(root: string): ShippedTable | undefined {
  try {
    return readPackageFile(root, 'dist/shipped.json') as ShippedTable;
  } catch {
    return undefined;
  }
}
