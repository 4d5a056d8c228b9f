import {type Expandable, UserError} from '@alien-grid/cli/command';
import {AliasFile} from './alias-file.ts';
import {findLoop} from './find-loop.ts';
import {withWords} from './with-words.ts';

/**
 * What an alias stands for, when it is the first word of a command.
 * @returns a line; undefined for a word that is no alias
 * @throws {UserError} 40 for aliases that lead back to one another
 */
export function expandAlias(
  {words, env}: Expandable,
  isCommand: (name: string) => boolean,
): string | undefined {
  const [name, ...others] = words;
  if (name === undefined) return undefined;
  const aliases = new AliasFile(env).read();
  const value = aliases.get(name);
  if (value === undefined) return undefined;
  const loop = findLoop(name, aliases, isCommand);
  if (loop !== undefined) {
    throw new UserError(`The alias ${name} leads back to itself: ${loop.join(' -> ')}`, {
      code: 'LINK_LOOP',
      next: [`Give one of them another meaning, or remove it: alien unalias ${name}`],
    });
  }
  return withWords(value, others);
}
