import {globSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fieldsOf, readSchemas} from './schemas.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Of the program and of the plugins that come with it, relative to its root. */
const MANIFESTS = globSync(['oclif.manifest.json', 'plugins/*/oclif.manifest.json'], {
  cwd: ROOT,
}).sort();

interface Flag {
  readonly type: string;
  readonly char?: string;
  readonly aliases?: readonly string[];
  readonly charAliases?: readonly string[];
  readonly multiple?: boolean;
  readonly options?: readonly string[];
  readonly allowNo?: boolean;
}

interface Command {
  readonly id: string;
  readonly aliases?: readonly string[];
  readonly args?: Readonly<Record<string, unknown>>;
  readonly flags?: Readonly<Record<string, Flag>>;
  /** absent where the class only inherits it */
  readonly shape?: string;
}

/** What of a command a script may rely on. */
export interface Facts {
  readonly aliases: readonly string[];
  readonly args: readonly string[];
  readonly flags: Readonly<Record<string, Flag>>;
  /** the name of the schema of its JSON */
  readonly shape: string;
}

/** All commands of the built program by what is typed: `config get`. */
export function commandFacts(): Record<string, Facts> {
  const commands = MANIFESTS.flatMap((path) => {
    const manifest = JSON.parse(readFileSync(join(ROOT, path), 'utf8')) as {
      commands: Record<string, Command>;
    };
    return Object.values(manifest.commands);
  });
  commands.sort((a, b) => (a.id < b.id ? -1 : 1));
  return Object.fromEntries(commands.map((command) => [command.id.replaceAll(':', ' '), factsOf(command)]));
}

/** What of the program a script may rely on: commands, and the fields of their JSON by shape. */
export function snapshot() {
  const schemas = Object.entries(readSchemas());
  const shapes = Object.fromEntries(schemas.map(([name, schema]) => [name, fieldsOf(schema)]));
  return {commands: commandFacts(), shapes};
}

function factsOf({aliases = [], args = {}, flags = {}, shape = 'results'}: Command): Facts {
  const entries = Object.entries(flags).map(([name, flag]) => [name, flagFacts(flag)] as const);
  return {aliases, args: Object.keys(args), flags: Object.fromEntries(entries), shape};
}

function flagFacts({type, char, aliases, charAliases, multiple, options, allowNo}: Flag): Flag {
  return {
    type,
    ...(char && {char}),
    ...(aliases && {aliases}),
    ...(charAliases && {charAliases}),
    ...(multiple && {multiple}),
    ...(options && {options}),
    ...(allowNo && {allowNo}),
  };
}
