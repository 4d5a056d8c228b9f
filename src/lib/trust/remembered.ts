import {renameSync, writeFileSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {userDirectory} from '../files/home.ts';
import {makeLocalDirectories} from '../files/make-local-directories.ts';
import {temporaryName} from '../traces/temporary-name.ts';
import {readFile} from '../files/read-file.ts';
import type {Environment} from '../settings/environment.ts';

/** Directories that are remembered; the one used longest ago is forgotten first. */
const MOST_DIRECTORIES = 20;

const TERMS = {owner: 'own', limit: 4 << 20, link: 'refuse'} as const;

type Memory = Readonly<Record<string, readonly string[]>>;

/**
 * Which authorities of a directory have verified a server before: names of files in that directory, nothing
 * else, so a person who changes this file can at most make us look at other authorities that are trusted anyway.
 */
export function rememberedNames(env: Environment, directory: string): readonly string[] | undefined {
  return read(fileOf(env))[directory];
}

/** Remember them. Where that cannot be written, the next start is a little slower, and that is all. */
export function rememberNames(env: Environment, directory: string, names: readonly string[]): void {
  const file = fileOf(env);
  const others = Object.entries(read(file)).filter(([other]) => other !== directory);
  const memory: Memory = Object.fromEntries(
    [...others, [directory, names] as const].slice(-MOST_DIRECTORIES),
  );
  const draft = join(dirname(file), temporaryName(basename(file)));
  try {
    makeLocalDirectories(dirname(file), 0o700);
    writeFileSync(draft, JSON.stringify(memory), {mode: 0o600});
    renameSync(draft, file);
  } catch {
    // see above
  }
}

function fileOf(env: Environment): string {
  return join(userDirectory(env, 'cache'), 'alien', 'authorities.json');
}

function read(file: string): Memory {
  try {
    const value: unknown = JSON.parse(readFile(file, TERMS).bytes.toString());
    if (typeof value !== 'object' || value === null) return {};
    const entries: [string, unknown][] = Object.entries(value);
    return Object.fromEntries(entries.filter((entry): entry is [string, string[]] => isNames(entry[1])));
  } catch {
    return {};
  }
}

function isNames(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'string' && name === basename(name));
}
