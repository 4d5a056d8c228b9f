import type {Interfaces} from '@oclif/core';
import {typedValue} from '../words/legacy-arguments.ts';

/** The flags and operands that a command has. */
interface Known {
  readonly flags?: Interfaces.FlagInput;
  readonly args?: Interfaces.ArgInput;
  /** the service has no option parser there, and would take `--` for an operand */
  readonly positional?: boolean;
}

/** What the value of a flag can be. */
type Value = boolean | number | string | readonly (number | string)[] | undefined;

/** What a command line holds of them. */
interface Typed {
  readonly flags: Readonly<Record<string, Value>>;
  readonly argv?: readonly string[];
}

/** How single flags are told to the service where that is not their letter, and their value if they have one. */
export type Differing = Readonly<Record<string, (flags: Typed['flags']) => readonly string[]>>;

/**
 * The words that the service gets for a command line: its one-letter options in the order in which the command
 * declares them, `--`, and the operands. A flag without a letter goes by its name (`-jobid 5`), a repeatable one with
 * each of its values. A hidden flag is accepted for old scripts, and not told.
 */
export function serverWords(
  {flags = {}, args = {}, positional = false}: Known,
  typed: Typed,
  differing: Differing = {},
): string[] {
  const options = Object.entries(flags).flatMap(([name, {char, hidden}]) => {
    const value = typed.flags[name];
    if (hidden || value === undefined || value === false) return [];
    const word = `-${char ?? name}`;
    const own = differing[name];
    if (own) return own(typed.flags);
    if (value === true) return [word];
    return [value].flat().flatMap((each) => [word, typedValue(String(each))]);
  });
  if (Object.keys(args).length === 0) return options;
  return [...options, ...(positional ? [] : ['--']), ...(typed.argv ?? [])];
}
