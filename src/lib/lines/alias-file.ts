import {join} from 'node:path';
import {homeOf} from '../files/home.ts';
import {readFile} from '../files/read-file.ts';
import {aliasesIn} from './alias-lines.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const TERMS = {owner: 'trusted', limit: 1 << 20, link: 'follow'} as const;

/** The user's aliases, in the file that alien.py has them in. */
export function aliasPath(env: Environment): string {
  return join(homeOf(env), '.alienpy_aliases');
}

/** The text of that file. @throws {UnreadableFile} where there is none, or none that can be read */
export function aliasText(env: Environment): string {
  return readFile(aliasPath(env), TERMS).bytes.toString();
}

/** All aliases, by the words that stand for a line; none where there is no file, or none that can be read. */
export function readAliases(env: Environment): Map<string, string> {
  try {
    return aliasesIn(aliasText(env));
  } catch {
    return new Map();
  }
}
