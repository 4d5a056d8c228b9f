import type {Command} from '@oclif/core';
import type {CommandModel, Completes, FlagModel} from '../../completion/model.ts';
import {firstSentence} from '../help/first-sentence.ts';
import {OPERANDS, VALUES} from './slots.ts';

/** What completion has to know of a command, as the manifest of a plugin holds it. */
export type Declared = Pick<
  Command.Cached,
  'args' | 'description' | 'flags' | 'hidden' | 'id' | 'strict' | 'summary'
> & {
  /** what operands and values of flags are, by their names */
  readonly completes?: Completes;
};

/** The commands as completion sees them, without the hidden ones. */
export function commandModels(commands: readonly Declared[]): CommandModel[] {
  return commands.filter(({hidden}) => !hidden).map(modelOf);
}

function modelOf({
  id,
  args,
  flags,
  strict,
  summary,
  description = '',
  completes = {},
}: Declared): CommandModel {
  return {
    name: id.replaceAll(':', ' '),
    summary: firstSentence(summary ?? description).first,
    flags: Object.values(flags)
      .filter(({hidden}) => !hidden)
      .map((flag) => flagModel(flag, completes)),
    operands: Object.values(args)
      .filter(({hidden}) => !hidden)
      .map(({name, options}) => completes[name] ?? options ?? OPERANDS[name] ?? 'nothing'),
    repeats: strict === false,
  };
}

function flagModel(flag: Command.Flag.Cached, completes: Completes): FlagModel {
  const {name, aliases = [], char, charAliases = [], description = '', summary} = flag;
  const isOption = flag.type === 'option';
  return {
    names: [name, ...aliases, ...(flag.type === 'boolean' && flag.allowNo ? [`no-${name}`] : [])],
    letters: [char, ...charAliases].filter((letter) => letter !== undefined),
    summary: firstSentence(summary ?? description).first,
    value: isOption ? (completes[name] ?? flag.options ?? VALUES[name] ?? 'nothing') : undefined,
    repeats: isOption && flag.multiple === true,
  };
}
