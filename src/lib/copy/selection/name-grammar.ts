import {UserError} from '../../errors/errors.ts';

interface NameParts {
  begin?: string;
  readonly contain: string[];
  ends?: string;
  ext?: string;
}

/**
 * Read `begin_X_contain_Y_ends_Z_ext_E`, in any order and any of them; `contain` may come several times.
 * The texts hold no `_`. `ends` is the end of the name, or of what is before `.E`.
 * @returns whether a file name is meant
 * @throws {UserError} 22 for anything else
 */
export function parseNameGrammar(text: string): (name: string) => boolean {
  const parts: NameParts = {contain: []};
  const words = text.split('_');
  for (let index = 0; index < words.length; index += 2) {
    const [verb, value] = [words[index], words[index + 1]];
    if (value === undefined || value === '') throw badGrammar(text);
    if (verb === 'contain') parts.contain.push(value);
    else if ((verb === 'begin' || verb === 'ends' || verb === 'ext') && parts[verb] === undefined)
      parts[verb] = value;
    else throw badGrammar(text);
  }
  return (name) => matches(parts, name);
}

function matches({begin = '', contain, ends = '', ext}: NameParts, name: string): boolean {
  const ending = ext === undefined ? '' : `.${ext}`;
  if (!name.endsWith(ending)) return false;
  const stem = name.slice(0, name.length - ending.length);
  return stem.startsWith(begin) && stem.endsWith(ends) && contain.every((each) => stem.includes(each));
}

function badGrammar(text: string): UserError {
  return new UserError(`--name ${text}: this is not a choice of names.`, {
    next: [
      'Write begin_X, contain_Y, ends_Z and ext_E, joined by "_": --name begin_run_contain_2024_ext_root.',
      'The texts cannot hold a "_"; use --select with a regular expression for that.',
    ],
  });
}
